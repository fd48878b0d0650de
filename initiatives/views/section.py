"""Writing one section of the proposal."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError, Problem, StaleVersion
from initiatives import rules, services
from initiatives.access import readable
from initiatives.forms.section import SectionForm, section_form, wants_row
from initiatives.history import changes_of
from initiatives.models import Initiative, TemplateField
from initiatives.proposal import Proposal
from initiatives.texts import readable_fields
from initiatives.views.overview import marks_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The form of a section. Saving always works; what does not hold is named and kept."""
    initiative = readable(request, pk)
    proposal = Proposal.load(initiative)
    fields = _fields(proposal, code)
    may_edit = rules.can_edit_initiative(request.user, initiative)
    open_fields = _open(initiative, fields) if may_edit else []
    if request.method != "POST":
        form = section_form(proposal, open_fields) if open_fields else None
        return _page(request, proposal, fields, form)
    if not open_fields:
        raise PermissionDenied
    form = section_form(proposal, open_fields, request.POST)
    if wants_row(request.POST, open_fields):
        return _page(request, proposal, fields, form)
    return _save(request, proposal, fields, form)


def _save(
    request: HttpRequest, proposal: Proposal, fields: list[TemplateField], form: SectionForm
) -> HttpResponse:
    initiative = proposal.initiative
    quiet = "X-Autosave" in request.headers
    all_sound = form.is_valid()
    version = form.form.cleaned_data.get("version", 0)
    try:
        saved = services.save_section(
            initiative_id=initiative.pk,
            version=version,
            answers=form.answers(),
            actor=request.user,  # type: ignore[arg-type]
        )
    except StaleVersion as error:
        return _conflict(request, proposal, fields, form, error, version)
    except DomainError as error:
        if quiet:
            return JsonResponse({"message": error.message}, status=error.status)
        problems = [Problem(each.message, f"#falt-{each.field}") for each in error.problems]
        return _page(request, proposal, fields, form, problems=problems, status=error.status)
    if quiet:
        return _saved_quietly(saved, form, all_sound=all_sound)
    if not all_sound:
        form = _with_version(form, proposal, request, saved.version)
        messages.warning(request, "Det som inte behöver rättas är sparat.")
        return _page(request, proposal, fields, form, problems=form.problems(), status=422)
    clock = timezone.localtime(saved.changed_at).strftime("%H.%M") if saved.changed_at else ""
    messages.success(request, f"Sparat kl. {clock}")
    following = request.POST.get("till")
    if following == "oversikt":
        return redirect("initiative_work", pk=initiative.pk)
    return redirect("initiative_section", pk=initiative.pk, code=fields[0].section.code)


def _saved_quietly(saved: Initiative, form: SectionForm, *, all_sound: bool) -> HttpResponse:
    clock = timezone.localtime(saved.changed_at).strftime("%H.%M") if saved.changed_at else ""
    if all_sound:
        return JsonResponse({"saved": clock, "version": saved.version})
    first = form.problems()[0].message
    # The version goes along, so that the next saving is made on what has been saved now.
    return JsonResponse({"saved": f"{clock}, utom: {first}", "version": saved.version})


def _conflict(
    request: HttpRequest,
    proposal: Proposal,
    fields: list[TemplateField],
    form: SectionForm,
    error: StaleVersion,
    seen: int,
) -> HttpResponse:
    if "X-Autosave" in request.headers:
        return JsonResponse({"message": error.message}, status=error.status)
    form = _with_version(form, proposal, request, proposal.initiative.version)
    since = changes_of(proposal, since=seen)
    return _page(request, proposal, fields, form, conflict=error, since=since, status=error.status)


def _with_version(
    form: SectionForm, proposal: Proposal, request: HttpRequest, version: int
) -> SectionForm:
    """The same form with what was typed, now standing on `version`."""
    data = request.POST.copy()
    data["version"] = str(version)
    again = section_form(proposal, form.fields, data)
    again.is_valid()
    return again


def _fields(proposal: Proposal, code: str) -> list[TemplateField]:
    found = [field for field in proposal.fields if field.section.code == code]
    if not found:
        raise Http404
    return found


def _open(initiative: Initiative, fields: list[TemplateField]) -> list[TemplateField]:
    if initiative.state == Initiative.State.NEEDS_COMPLETION:
        return [field for field in fields if field.code in initiative.completion_fields]
    return fields


def _page(
    request: HttpRequest,
    proposal: Proposal,
    fields: list[TemplateField],
    form: SectionForm | None,
    *,
    problems: list[Problem] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    sections = [each for each, _fields in proposal.sections()]
    here = sections.index(fields[0].section)
    open_codes = {field.code for field in form.fields} if form else set()
    context = {
        "initiative": proposal.initiative,
        "section": sections[here],
        "sections": sections,
        "following": sections[here + 1] if here + 1 < len(sections) else None,
        "form": form,
        "locked": readable_fields(proposal, [f for f in fields if f.code not in open_codes]),
        "marks": marks_of(proposal),
        "problems": problems or [],
        **more,
    }
    return render(request, "initiatives/work/section.html", context, status=status)
