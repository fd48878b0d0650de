"""What pages are put together from: crumbs, thread steps, facts, page numbers, error lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict

from foundation.errors import Problem

PAGE_PARAMETER = "sida"
ORDER_PARAMETER = "ordning"

State = Literal["done", "current", "coming", "crossed"]
STATE_WORDS: dict[str, str] = {
    "done": "Klart",
    "current": "Pågår",
    "coming": "Återstår",
    "crossed": "Avbrutet",
}


class Crumb(NamedTuple):
    """One step of the way here. The last one, the page itself, has no address."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Step:
    """A knot on the thread. `date` is text already in Swedish form; `state_word` says the state."""

    state: State
    title: str
    date: str = ""
    url: str = ""
    text: str = ""
    word: str = ""

    @property
    def state_word(self) -> str:
        """The state in a word, read aloud and printed beside the knot's shape."""
        return self.word or STATE_WORDS[self.state]


@dataclass(frozen=True)
class Mark:
    """A criterion on the meter: filled, half filled or not at all. Links to where it is met.

    `note` says in words what remains, under the label.
    """

    label: str
    state: Literal["done", "current", "coming"]
    url: str = ""
    note: str = ""

    @property
    def state_word(self) -> str:
        """Whether the criterion is met, in words."""
        return {"done": "uppfyllt", "current": "påbörjat", "coming": "inte påbörjat"}[self.state]


@dataclass(frozen=True)
class Task:
    """A sentence of the letter: text before the verb, the verb as the link, text after."""

    before: str
    verb: str
    url: str
    after: str = ""
    due: str = ""
    context: str = ""


class Fact(NamedTuple):
    """A row of a definition list; an empty value is not shown."""

    term: str
    value: Any
    url: str = ""


class Mistake(NamedTuple):
    """A row of the error summary: what is wrong and the address that leads there."""

    message: str
    href: str


def page_of(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], size: int = 50) -> Page[Any]:
    """The page asked for; a number out of range gives the nearest one, nonsense the first."""
    return Paginator(rows, size).get_page(request.GET.get(PAGE_PARAMETER))


def query_with(query: QueryDict, **changes: object) -> str:
    """«?…» with the parameters of `query`, where None removes one. Empty when nothing is left."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    text = changed.urlencode()
    return f"?{text}" if text else "?"


def ordering(request: HttpRequest, allowed: dict[str, str], default: str) -> str:
    """The field to order by, from `?ordning=namn` or `-namn`; only keys of `allowed` count."""
    asked = request.GET.get(ORDER_PARAMETER, default)
    sign, key = ("-", asked[1:]) if asked.startswith("-") else ("", asked)
    if key not in allowed:
        sign, key = ("-", default[1:]) if default.startswith("-") else ("", default)
    return f"{sign}{allowed[key]}"


def mistakes(
    form: BaseForm | None = None, problems: Iterable[Problem] = (), forms: Iterable[BaseForm] = ()
) -> list[Mistake]:
    """Everything to mend, in the order of the page: fields of the forms, then other problems."""
    found: list[Mistake] = []
    every = [*([form] if form is not None else []), *forms]
    for each in every:
        for name, errors in each.errors.items():
            href = "" if name == "__all__" else f"#{_anchor(each, name)}"
            found.extend(Mistake(str(error), href) for error in errors)
    found.extend(Mistake(problem.message, _problem_href(problem, every)) for problem in problems)
    return list(dict.fromkeys(found))


def _anchor(form: BaseForm, name: str) -> str:
    field = form[name]
    # A group of radios has no element with the group's own id: its first choice takes focus.
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


def _problem_href(problem: Problem, forms: Iterable[BaseForm]) -> str:
    if not problem.field or problem.field.startswith(("#", "/")):
        return problem.field
    for form in forms:
        if problem.field in form.fields:
            return f"#{_anchor(form, problem.field)}"
    return f"#id_{problem.field}"
