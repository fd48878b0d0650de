"""Writing, handing in and reading the directive."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError, NotAllowed, Problem, StaleVersion
from foundation.forms import ConfirmForm
from foundation.models import StatusChange
from indicators.models import Measure
from initiatives import rules, services
from initiatives.access import readable
from initiatives.directive import problems_of, shown, warnings_of
from initiatives.forms.directive import DirectiveForm
from initiatives.models import Directive, Initiative


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on the directive. The first draft starts from the proposal."""
    initiative = readable(request, pk)
    if not rules.can_write_directive(request.user, initiative):
        raise NotAllowed("Bara gruppen som leder uppdraget skriver direktivet, tills det lämnas.")
    draft = services.begin_directive(initiative_id=pk, actor=request.user)  # type: ignore[arg-type]
    if request.method == "POST":
        return _save(request, initiative, draft)
    return _page(request, initiative, draft, DirectiveForm(draft))


def _save(request: HttpRequest, initiative: Initiative, draft: Directive) -> HttpResponse:
    form = DirectiveForm(draft, request.POST)
    sound = form.is_valid()
    quiet = "X-Autosave" in request.headers
    chosen = form.cleaned_data.get("measures", ())
    try:
        saved = services.save_directive(
            initiative_id=initiative.pk,
            version=form.cleaned_data.get("version", 0),
            content=form.content(),
            measures=list(Measure.objects.filter(pk__in=chosen)),
            actor=request.user,  # type: ignore[arg-type]
        )
    except StaleVersion as error:
        if quiet:
            return JsonResponse({"message": error.message}, status=409)
        form = _on(draft, request, draft.version)
        return _page(request, initiative, draft, form, conflict=error, status=409)
    clock = timezone.localtime(saved.changed_at).strftime("%H.%M") if saved.changed_at else ""
    if quiet:
        return JsonResponse({"saved": clock, "version": saved.version})
    if not sound:
        form = _on(saved, request, saved.version)
        messages.warning(request, "Det som inte behöver rättas är sparat.")
        return _page(request, initiative, saved, form, status=422)
    messages.success(request, f"Sparat kl. {clock}")
    if "lamna" in request.POST:
        return redirect("directive_hand_in", pk=initiative.pk)
    return redirect("directive_edit", pk=initiative.pk)


def _on(draft: Directive, request: HttpRequest, version: int) -> DirectiveForm:
    data = request.POST.copy()
    data["version"] = str(version)
    form = DirectiveForm(draft, data)
    form.is_valid()
    return form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that the draft goes to the body, with what is missing and what to know."""
    initiative = readable(request, pk)
    if not rules.in_lead_body(request.user, initiative):
        raise NotAllowed("Bara gruppen som leder uppdraget lämnar direktivet.")
    draft = get_object_or_404(initiative.directives, state=Directive.State.DRAFT)
    form = ConfirmForm(request.POST or None, initial={"version": draft.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.hand_in_directive(
                initiative_id=pk,
                version=form.cleaned_data["version"],
                actor=request.user,  # type: ignore[arg-type]
            )
        except DomainError as error:
            return _confirm(request, initiative, draft, form, error)
        messages.success(request, f"Direktivet är lämnat, version {draft.edition}.")
        return redirect("initiative_work", pk=pk)
    return _confirm(request, initiative, draft, form, None)


@login_required
@require_safe
def read(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """One version that has been handed in, and what was said of it."""
    initiative = readable(request, pk)
    versions = initiative.directives.exclude(state=Directive.State.DRAFT)
    directive = get_object_or_404(
        versions.prefetch_related("measures__indicators"), edition=edition
    )
    newest = versions.order_by("-edition").first()
    return render(
        request,
        "initiatives/work/directive_read.html",
        {
            "initiative": initiative,
            "directive": directive,
            "newer": newest if newest and newest.edition > edition else None,
            "parts": shown(directive.content),
            "changes": StatusChange.of(directive),
            "states": dict(Directive.State.choices),
        },
    )


def _confirm(
    request: HttpRequest,
    initiative: Initiative,
    draft: Directive,
    form: ConfirmForm,
    error: DomainError | None,
) -> HttpResponse:
    address = reverse("directive_edit", args=[initiative.pk])
    problems = [
        Problem(each.message, f"{address}#falt-{each.field}" if each.field else "")
        for each in (error.problems if error else problems_of(draft))
    ]
    context = {
        "initiative": initiative,
        "draft": draft,
        "form": form,
        "problems": problems,
        "warnings": warnings_of(draft),
        "parts": shown(draft.content),
        "measures": draft.measures.all(),
    }
    status = error.status if error else 200
    return render(request, "initiatives/work/directive_hand_in.html", context, status=status)


def _page(
    request: HttpRequest,
    initiative: Initiative,
    draft: Directive,
    form: DirectiveForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    returned = initiative.directives.filter(state=Directive.State.RETURNED).last()
    context = {
        "initiative": initiative,
        "draft": draft,
        "form": form,
        "warnings": warnings_of(draft),
        "returned": StatusChange.of(returned).last() if returned else None,
        **more,
    }
    return render(request, "initiatives/work/directive_edit.html", context, status=status)
