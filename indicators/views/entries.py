"""Values by hand: what waits, entering one, looking at one, and making a series to fill."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError
from foundation.pages import page_of
from indicators.entered import (
    current_value,
    in_words,
    manual_series,
    measures_without_series,
    value_in_words,
)
from indicators.forms.entry import EntryForm, ManualSeriesForm, SeenForm
from indicators.models import EnteredValue, Measure, Revision
from indicators.services import entries as services
from indicators.services.manual_series import create_manual_series
from indicators.views.entry_access import confirm_step, crumbs, need_steward, status_of
from indicators.workflow import ENTRY

PLACE = ("Inmatning", "entries")
STEPS = {"bekrafta": "confirm", "avvisa": "reject", "ta-tillbaka": "take_back"}
WORDS = {key: word for word, key in STEPS.items()}
QUESTIONS = {
    "confirm": ("Bekräfta värdet?", "Värdet är infört och visas på de öppna sidorna."),
    "reject": ("Avvisa värdet?", "Värdet är avvisat. Den som matade in det ser skälet."),
    "take_back": ("Ta tillbaka värdet?", "Värdet är taget tillbaka."),
}


@login_required
@require_safe
def entry_list(request: HttpRequest) -> HttpResponse:
    """What waits for a second person, the series to fill, and what has been decided."""
    need_steward(request)
    rows = EnteredValue.objects.visible_to(request.user).for_list()
    context = {
        "waiting": [(row, _proposed(row)) for row in rows.waiting()],
        "page": page_of(request, rows.exclude(state=EnteredValue.State.WAITING), size=30),
        "series": manual_series(),
        "unsourced": measures_without_series(),
        "crumbs": crumbs(request, *PLACE),
    }
    return render(request, "indicators/entry/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: HttpRequest) -> HttpResponse:
    """Enter a value. `?serie=`, `?omrade=` and `?period=` fill in beforehand."""
    need_steward(request)
    initial = {
        "series": request.GET.get("serie", ""),
        "area": request.GET.get("omrade", ""),
        "period": request.GET.get("period", ""),
    }
    form = EntryForm(
        request.POST or None,
        only=initial["series"],
        initial={k: v for k, v in initial.items() if v},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_value(**form.facts(), actor=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, "Värdet är sparat och väntar på att en annan bekräftar det.")
            return redirect("entry", made.pk)
    context = {
        "form": form,
        "has_series": bool(manual_series()),
        "title": "Mata in ett värde",
        "crumbs": crumbs(request, *PLACE, "Mata in"),
    }
    return render(request, "indicators/entry/form.html", context, status=status_of(form))


@login_required
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One value: what it is, what it would change, who says so, and what has been said of it."""
    need_steward(request)
    found = _entry(pk)
    earlier = Revision.objects.filter(
        series=found.series_id, area=found.area_id, year=found.year, month=found.month,
        gender=found.gender,
    )[:20]  # fmt: skip
    context = {
        "entry": found,
        "proposed": _proposed(found),
        "stored": in_words(current_value(found), found.series),
        "range": services.range_in_words(found.series),
        "revisions": earlier,
        "steps": [(row, WORDS[row.key]) for row in ENTRY.available(request.user, found)],
        "own": found.entered_by_id == request.user.pk,
        "crumbs": crumbs(request, *PLACE, "Värde"),
    }
    return render(request, "indicators/entry/entry.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Confirm, reject or take back, after a question that repeats old and new."""
    need_steward(request)
    found = _entry(pk)
    key = STEPS.get(word)
    if key is None:
        raise Http404
    title, done = QUESTIONS[key]
    stored = in_words(current_value(found), found.series)
    unit = f" ({found.series.unit})" if found.series.unit else ""
    text = (
        f"{found.series}{unit}, {found.area}, {found.period}, {found.get_gender_display()}. "
        f"Lagrat nu: {stored}. Inmatat: {_proposed(found)}."
    )
    return confirm_step(
        request, found, ENTRY, key,
        lambda data: services.move_entry(
            entry_id=pk, key=key, version=data["version"], actor=request.user,
            reason=data.get("reason", ""), seen=data["seen"] if key == "confirm" else None,
        ),
        title=title, text=text, done=done, back=reverse("entry", args=[pk]),
        way=crumbs(request, *PLACE, "Värde"), form_class=SeenForm, initial={"seen": stored},
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def manual_series_new(request: HttpRequest, key: str) -> HttpResponse:
    """Make a series to fill for a measure that no source has figures for."""
    need_steward(request)
    measure = get_object_or_404(Measure, key=key)
    # What is counted has no decimals, unless somebody says so.
    decimals = 0 if measure.unit.startswith("antal") else 1
    initial = {"name": measure.name[:250], "unit": measure.unit, "decimals": decimals}
    form = ManualSeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_manual_series(measure=measure, **form.cleaned_data, actor=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, "Serien är upplagd. Nu kan värden matas in.")
            return redirect(f"{reverse('entry_new')}?serie={made.key}")
    context: dict[str, Any] = {
        "form": form,
        "measure": measure,
        "crumbs": crumbs(request, *PLACE, "Ny serie"),
    }
    return render(request, "indicators/entry/series_form.html", context, status=status_of(form))


def _entry(pk: int) -> EnteredValue:
    return get_object_or_404(EnteredValue.objects.for_list(), pk=pk)


def _proposed(row: EnteredValue) -> str:
    return value_in_words(row.value, row.series)
