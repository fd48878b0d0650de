"""The components as template tags. Usage of each: templates/components/README.md."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from foundation import navigation, pages
from foundation.errors import Problem
from foundation.pages_timeline import YearsDrawing

register = template.Library()

NOTICE_ICONS = {"ok": "ok", "warn": "warning", "stop": "error", "info": ""}


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawn sign beside a word; it is hidden from screen readers, the word is not.

    Read once in a process: the drawings are files of the portal's own, and a list has hundreds.
    """
    return mark_safe(render_to_string(f"icons/{name}.svg").strip())  # noqa: S308 - our own files


@register.simple_tag
def knot(state: str) -> SafeString:
    """The knot of a state: done, current, coming, crossed."""
    return icon(f"knot-{state}")


@register.simple_tag
def chip(state: str, word: str) -> SafeString:
    """A state as a knot and a word. Set without a template: a list has one in every row."""
    return format_html(
        '<span class="chip chip--{}">{}<span>{}</span></span>', state, knot(state), word
    )


def _request(context: Context) -> HttpRequest | None:
    found: HttpRequest | None = context.get("request")
    return found


def _query(context: Context) -> QueryDict:
    request = _request(context)
    return request.GET if request else QueryDict()


@register.inclusion_tag("components/navigation.html", takes_context=True)
def navigation_links(context: Context, area: navigation.Area) -> dict[str, Any]:
    """The links of one area. Public areas never look at who is asking."""
    request, county = _request(context), context.get("county")
    user = getattr(request, "user", None) if area == "work" else None
    path = request.path if request else ""
    return {
        # Until a county is loaded there is nowhere to go, and no words to say it with.
        "links": navigation.links(area, path=path, user=user, county=county) if county else [],
        "area": area,
        "work_current": area == "public" and path.startswith("/arbete/"),
    }


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[pages.Crumb]) -> dict[str, Any]:
    """The way here; nothing is shown for a page at the top."""
    return {"crumbs": crumbs}


@register.inclusion_tag("components/thread.html")
def thread(steps: Iterable[pages.Step], label: str = "") -> dict[str, Any]:
    """The red thread: one knot for each step."""
    return {"steps": list(steps), "label": label}


@register.inclusion_tag("components/meter.html")
def meter(marks: Iterable[pages.Mark], label: str) -> dict[str, Any]:
    """Criteria as knots that fill as one writes."""
    marks = list(marks)
    done = sum(mark.state == "done" for mark in marks)
    return {"marks": marks, "label": label, "done": done}


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[Sequence[Any]], wide: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - a template flag
    """A definition list with fine rules; rows without a value are left out."""
    shown = [pages.Fact(*row) for row in rows]
    return {"rows": [row for row in shown if row.value not in (None, "")], "wide": wide}


@register.inclusion_tag("components/letter.html")
def letter(tasks: Iterable[pages.Task]) -> dict[str, Any]:
    """What waits, as sentences with the verb as the link."""
    return {"tasks": list(tasks)}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, noun: str = "") -> dict[str, Any]:
    """Earlier and later, keeping the filters of the address."""
    query = _query(context)
    before = page.previous_page_number() if page.has_previous() else None
    after = page.next_page_number() if page.has_next() else None
    return {
        "page": page,
        "noun": noun,
        "before": pages.query_with(query, sida=before) if before else "",
        "after": pages.query_with(query, sida=after) if after else "",
    }


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context: Context, key: str, label: str, kind: str = "") -> dict[str, Any]:
    """A column head that sorts; a second click turns the order. `kind` is number or date."""
    query = _query(context)
    now = query.get(pages.ORDER_PARAMETER) or str(context.get("default_order", ""))
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    target = f"-{key}" if direction == "ascending" else key
    url = pages.query_with(query, ordning=target, sida=None)
    return {"label": label, "kind": kind, "direction": direction, "url": url}


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    form: BaseForm | None = None,
    problems: Iterable[Problem] = (),
    formset: "BaseFormSet[Any] | None" = None,
) -> dict[str, Any]:
    """What to mend, with links to the fields; takes focus. Empty when nothing is wrong."""
    # A name that the page has not set comes as an empty string.
    forms = list(formset.forms) if formset else []
    found = pages.mistakes(form or None, problems or (), forms)
    if formset:
        found += [pages.Mistake(str(error), "") for error in formset.non_form_errors()]
    return {"mistakes": found}


@register.inclusion_tag("components/save_bar.html")
def save_bar(label: str = "Spara", saved_at: Any = None, cancel_url: str = "") -> dict[str, Any]:
    """The foot of a form: the button, and when the text was last saved."""
    return {"label": label, "saved_at": saved_at, "cancel_url": cancel_url}


@register.inclusion_tag("components/rows.html")
def rows(
    formset: "BaseFormSet[Any]", caption: str, add_label: str = "Lägg till rad"
) -> dict[str, Any]:
    """A table of rows to fill in; another row is asked for with a button, without JavaScript."""
    return {"formset": formset, "caption": caption, "add_label": add_label}


@register.inclusion_tag("components/progress.html")
def progress(label: str, done: int | None = None, total: int | None = None) -> dict[str, Any]:
    """How far long work has come; without numbers it only says that it goes on."""
    return {"label": label, "done": done, "total": total}


@register.inclusion_tag("components/timeline_years.html")
def timeline_years(drawing: YearsDrawing) -> dict[str, Any]:
    """Years as columns, threads with knots, reforms as flags, today as a fine rule."""
    return {"drawing": drawing}


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A word to the reader: info, ok, warn or stop."""
    context = {"content": content, "kind": kind, "title": title, "sign": NOTICE_ICONS[kind]}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """An empty place: what it is for, and what happens next."""
    return render_to_string("components/empty.html", {"content": content, "title": title})


@register.simple_block_tag
def scroll_table(content: str, label: str) -> SafeString:
    """Holds a table that may be wider than the screen; the keyboard can scroll it."""
    return render_to_string("components/scroll_table.html", {"content": content, "label": label})


@register.simple_tag
def demo() -> bool:
    """True in the demonstration."""
    return bool(settings.DEMO)
