"""Needs as those who assess them meet them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from county import rules as county_rules
from foundation.errors import DomainError, StaleVersion
from foundation.models import StatusChange
from foundation.pages import page_of
from initiatives import rules, services
from initiatives.forms.needs import AssessForm
from initiatives.forms.start import ListFilter
from initiatives.models import Need
from initiatives.need_history import changes_of


@login_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """All needs, those that have just come in first."""
    if not rules.can_read_need(request.user, None):
        raise PermissionDenied
    form = ListFilter(list(Need.State.choices), request.GET)
    found = Need.objects.visible_to(request.user).waiting_first()
    if form.is_valid():
        found = found.matching(form.cleaned_data["q"], form.cleaned_data["state"])
    page = page_of(request, found.select_related("organisation").prefetch_related("focus_areas"))
    waiting = Need.objects.filter(state=Need.State.RECEIVED).count()
    return render(
        request,
        "initiatives/needs/list.html",
        {
            "page": page,
            "filter": form,
            "waiting": waiting,
            "assesses": county_rules.assesses_needs(request.user),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    """One need: read it, place it, decide what becomes of it, and reply."""
    if not rules.can_read_need(request.user, None):
        raise PermissionDenied
    need: Need = get_object_or_404(
        Need.objects.visible_to(request.user).select_related(
            "organisation", "existing_project", "merged_into", "replied_by"
        ),
        pk=pk,
    )
    may = rules.assesses_needs(request.user, need)
    if request.method == "POST":
        return _save(request, need)
    open_now = need.state in {Need.State.RECEIVED, Need.State.ASSESSING}
    return _page(request, need, AssessForm(need) if may and open_now else None)


def _save(request: HttpRequest, need: Need) -> HttpResponse:
    if not rules.assesses_needs(request.user, need):
        raise PermissionDenied
    form = AssessForm(need, request.POST)
    if not form.is_valid():
        return _page(request, need, form, status=422)
    data: dict[str, Any] = dict(form.cleaned_data)
    version = data.pop("version")
    try:
        saved = services.assess_need(
            need_id=need.pk,
            version=version,
            actor=request.user,  # type: ignore[arg-type]
            **data,
        )
    except StaleVersion as error:
        again = request.POST.copy()
        again["version"] = str(need.version)
        return _page(request, need, AssessForm(need, again), conflict=error, status=409)
    except DomainError as error:
        form.add_problems(error.problems)
        return _page(request, need, form, status=error.status)
    if saved.state == Need.State.ASSESSING:
        messages.success(request, "Sparat. Behovet bedöms vidare.")
        return redirect("need_assess", pk=need.pk)
    messages.success(request, f"Behovet är bedömt: {saved.get_state_display()}. Svaret är lämnat.")
    return redirect("needs_work")


def _page(
    request: HttpRequest,
    need: Need,
    form: AssessForm | None,
    *,
    conflict: StaleVersion | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "need": need,
        "form": form,
        "conflict": conflict,
        "changes": changes_of(need),
        "steps": StatusChange.of(need),
        "states": dict(Need.State.choices),
        "proposes": county_rules.proposes(request.user),
        "initiatives": need.initiatives.visible_to(request.user),
    }
    return render(request, "initiatives/needs/assess.html", context, status=status)
