"""What a person has to judge: values that were held back, and series that a source has changed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError
from foundation.pages import Crumb, page_of
from foundation.text.numbers import number
from indicators.forms.judging import JudgeForm, ReviewForm
from indicators.models import DataSeries, Observation, Provenance, QuarantinedValue
from indicators.reading import held as held_reading
from indicators.services import quarantine as quarantine_services
from indicators.services import review
from indicators.source_names import name_of
from indicators.views.steward import PAGE_SIZE, crumbs, need_steward

State = QuarantinedValue.State
EARLIER = 5
"""How many earlier values stand beside one that is to be judged."""


@login_required
@require_safe
def quarantine(request: HttpRequest) -> HttpResponse:
    """Values that wait to be judged, by series and one by one, and those that have been.

    `?serie=` shows the values of one series.
    """
    need_steward(request)
    chosen = request.GET.get("serie", "")
    series = held_reading.waiting_by_series()
    judged = held_reading.judged_together(PAGE_SIZE)
    context = {
        "series": series,
        "chosen": next((each for each in series if each["key"] == chosen), None),
        "total": sum(each["count"] for each in series),
        "waiting": page_of(request, held_reading.of_series(chosen), PAGE_SIZE),
        "synthetic": held_reading.any_made_up(),
        "judged": [(row, _word(row["state"], row["count"])) for row in judged],
        "crumbs": crumbs(Crumb("Karantän")),
    }
    return render(request, "indicators/steward/quarantine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def held(request: HttpRequest, pk: int) -> HttpResponse:
    """One value that is held back, beside the earlier ones; accept it or dismiss it."""
    need_steward(request)
    found = get_object_or_404(
        QuarantinedValue.objects.select_related("series", "area", "handled_by"), pk=pk
    )
    waiting = QuarantinedValue.objects.filter(series=found.series, state=State.OPEN)
    others = waiting.exclude(pk=found.pk).count()
    form = JudgeForm(
        request.POST if request.method == "POST" else None,
        others=others,
        initial={"whole_series": "alla" in request.GET},
    )
    status, user = 200, _user(request)
    if request.method == "POST":
        act = (
            quarantine_services.accept if "godkann" in request.POST else quarantine_services.dismiss
        )
        chosen = form.cleaned_data if form.is_valid() else {"note": ""}
        try:
            done = act(found.pk, user=user, **chosen)
        except DomainError as refusal:
            if not form.errors:
                form.add_problems(refusal.problems)
            status = refusal.status
            found.refresh_from_db()
        else:
            accepted = act is quarantine_services.accept
            messages.success(request, _judged(done, "accepted" if accepted else "dismissed"))
            return redirect("indicator_quarantine")
    context = {
        "held": found,
        "synthetic": found.provenance == Provenance.DEMO,
        "form": form,
        "is_open": found.state == State.OPEN,
        "shown": number(found.value, found.series.decimals),
        "judged": quarantine_services.IN_WORDS[State(found.state)],
        "earlier": _earlier(found),
        "source_name": name_of(found.series.source_key),
        "crumbs": crumbs(
            Crumb("Karantän", reverse("indicator_quarantine")), Crumb(found.series.name)
        ),
    }
    return render(request, "indicators/steward/held.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, key: str) -> HttpResponse:
    """One series: what the source says of it now, beside what was accepted."""
    need_steward(request)
    found = get_object_or_404(DataSeries.objects.select_related("successor"), key=key)
    form, status = ReviewForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        if form.is_valid():
            try:
                review.accept_changes(found.pk, user=_user(request), **form.cleaned_data)
            except DomainError as refusal:
                form.add_problems(refusal.problems)
                status = refusal.status
            else:
                messages.success(
                    request,
                    "Ändringen är godkänd. Värdena hämtas vid nästa fullständiga hämtning.",
                )
                return redirect("indicator_series")
        else:
            status = 422
        found.refresh_from_db()
    context = {
        "series": found,
        "form": form,
        "source_name": name_of(found.source_key),
        "levels": dict(DataSeries.Levels.choices),
        "reads": found.reads.select_related("refresh").order_by("-refresh__asked_at")[:EARLIER],
        "crumbs": crumbs(Crumb("Serier", reverse("indicator_series")), Crumb(found.name)),
    }
    return render(request, "indicators/steward/series.html", context, status=status)


def _earlier(held: QuarantinedValue) -> list[Observation]:
    """The values of the same area and gender that hold, the latest first."""
    rows = Observation.objects.filter(
        series=held.series, area=held.area, gender=held.gender, withdrawn=False
    )
    return list(rows.order_by("-year", "-month")[:EARLIER])


def _judged(count: int, state: str) -> str:
    subject = "Värdet" if count == 1 else f"{number(count)} värden"
    return f"{subject} är {_word(state, count)}."


def _word(state: str, count: int) -> str:
    """«godkänt», or «godkända» of several."""
    words = quarantine_services.IN_WORDS if count == 1 else quarantine_services.IN_PLURAL
    return words[State(state)]


def _user(request: HttpRequest) -> Any:
    return request.user
