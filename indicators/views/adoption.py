"""The set: what is proposed and decided, recording a decision about it, and taking one back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError
from foundation.text.numbers import counted
from indicators.forms.adoption import AdoptionForm, UndoForm
from indicators.models import Adoption, Indicator, Measure
from indicators.reading.adopted import SetRow, adoptions, the_set
from indicators.services.adoption import record_adoption, undo_adoption
from indicators.views.entry_access import crumbs, need_steward

PLACE = ("Uppsättningen", "indicator_set")


@login_required
@require_safe
def indicator_set(request: HttpRequest) -> HttpResponse:
    """Every indicator and measure with its status, and the decisions behind."""
    need_steward(request)
    rows = the_set()
    context = {
        "rows": rows,
        "title": _title(rows),
        "adoptions": adoptions(),
        "crumbs": crumbs(request, *PLACE),
    }
    return render(request, "indicators/adoption/set.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_new(request: HttpRequest) -> HttpResponse:
    """Record what a diarised decision says about the set."""
    need_steward(request)
    form = AdoptionForm(request.POST or None, rows=the_set())
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = record_adoption(
                number=form.cleaned_data["number"],
                adopted=form.chosen("adopted"),
                retired=form.chosen("retired"),
                actor=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            form.add_problems(error.problems)
            status = error.status
        else:
            messages.success(request, f"Beslutet {made} är infört och syns på de öppna sidorna.")
            return redirect("indicator_set")
    context = {"form": form, "crumbs": crumbs(request, *PLACE, "För in ett beslut")}
    return render(request, "indicators/adoption/form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake, after a question."""
    need_steward(request)
    found = get_object_or_404(Adoption.objects.select_related("document__case"), pk=pk)
    form = UndoForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                undo_adoption(
                    adoption_id=pk,
                    reason=form.cleaned_data["reason"],
                    actor=request.user,  # type: ignore[arg-type]
                )
            except DomainError as error:
                form.add_problems(error.problems)
                status = error.status
            else:
                messages.success(request, "Införandet är ångrat.")
                return redirect("indicator_set")
    context = {
        "form": form,
        "title": "Ångra införandet?",
        "text": f"Det som infördes med {found} får tillbaka den status det hade. "
        "Beslutet i diariet påverkas inte.",
        "submit_label": "Ångra införandet",
        "cancel_url": reverse("indicator_set"),
        "stop": True,
        "crumbs": crumbs(request, *PLACE, "Ångra"),
    }
    return render(request, "components/confirm_page.html", context, status=status)


def _title(rows: list[SetRow]) -> str:
    """How much of the set is decided, as the page's heading."""
    decided = sum(row.indicator.status == Indicator.Status.DECIDED for row in rows)
    measures = [measure for row in rows for measure, _decided in row.measures]
    counted_measures = sum(each.status == Measure.Status.DECIDED for each in measures)
    if not decided and not counted_measures:
        return "Ingen indikator är beslutad än"
    indicators = counted(decided, "indikator", "indikatorer", common=True)
    words = f"{indicators} och {counted(counted_measures, 'mått', 'mått')} är beslutade"
    return words[0].upper() + words[1:]
