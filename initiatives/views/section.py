"""Writing one section of the proposal."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError, Problem, StaleVersion
from foundation.templatetags.swedish import clock
from initiatives import rules, services
from initiatives.access import readable
from initiatives.forms.section import SectionForm, section_form, wants_row
from initiatives.history import changes_of
from initiatives.models import Initiative, TemplateField
from initiatives.proposal import Proposal
from initiatives.texts import readable_fields
from initiatives.views.overview import marks_of

AUTOSAVE = "X-Autosave"


@dataclass(frozen=True)
class Page:
    """The section as one person has it open."""

    request: HttpRequest
    proposal: Proposal
    fields: list[TemplateField]

    def show(self, form: SectionForm | None, *, status: int = 200, **more: Any) -> HttpResponse:
        """The page with a form, or for reading only without one."""
        sections = [section for section, _fields in self.proposal.sections()]
        here = sections.index(self.fields[0].section)
        open_codes = {field.code for field in form.fields} if form else set()
        locked = [field for field in self.fields if field.code not in open_codes]
        context = {
            "initiative": self.proposal.initiative,
            "section": sections[here],
            "sections": sections,
            "following": sections[here + 1] if here + 1 < len(sections) else None,
            "form": form,
            "locked": readable_fields(self.proposal, locked),
            "marks": marks_of(self.proposal),
            **more,
        }
        return render(self.request, "initiatives/work/section.html", context, status=status)

    def on_version(self, form: SectionForm, version: int) -> SectionForm:
        """The same form with what was typed, now standing on `version`."""
        data = self.request.POST.copy()
        data["version"] = str(version)
        again = section_form(self.proposal, form.fields, data)
        again.is_valid()
        return again


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The form of a section. Saving always works; what does not hold is named and kept."""
    initiative = readable(request, pk)
    proposal = Proposal.load(initiative)
    fields = [field for field in proposal.fields if field.section.code == code]
    if not fields:
        raise Http404
    page = Page(request, proposal, fields)
    open_fields = _open(request, initiative, fields)
    if request.method != "POST":
        return page.show(section_form(proposal, open_fields) if open_fields else None)
    if not open_fields:
        raise PermissionDenied
    form = section_form(proposal, open_fields, request.POST)
    if wants_row(request.POST, open_fields):
        return page.show(form)
    return _save(page, form)


def _open(
    request: HttpRequest, initiative: Initiative, fields: list[TemplateField]
) -> list[TemplateField]:
    """The fields that this person may write in now."""
    if not rules.can_edit_initiative(request.user, initiative):
        return []
    if initiative.state == Initiative.State.NEEDS_COMPLETION:
        return [field for field in fields if field.code in initiative.completion_fields]
    return fields


def _save(page: Page, form: SectionForm) -> HttpResponse:
    form.is_valid()
    seen = form.form.cleaned_data.get("version", 0)
    try:
        saved = services.save_section(
            initiative_id=page.proposal.initiative.pk,
            version=seen,
            answers=form.answers(),
            actor=page.request.user,  # type: ignore[arg-type]
        )
    except DomainError as error:
        return _refused(page, form, error, seen)
    return _saved(page, form, saved)


def _refused(page: Page, form: SectionForm, error: DomainError, seen: int) -> HttpResponse:
    if AUTOSAVE in page.request.headers:
        return JsonResponse({"message": error.message}, status=error.status)
    if isinstance(error, StaleVersion):
        current = page.on_version(form, page.proposal.initiative.version)
        after = rules.history_from(page.request.user, page.proposal.initiative)
        since = changes_of(page.proposal, since=seen, after=after)
        return page.show(current, status=error.status, conflict=error, since=since)
    problems = [Problem(each.message, f"#falt-{each.field}") for each in error.problems]
    return page.show(form, status=error.status, problems=problems)


def _saved(page: Page, form: SectionForm, saved: Initiative) -> HttpResponse:
    """Everything that held is saved; what did not is shown with what was typed."""
    problems, at = form.problems(), clock(saved.changed_at)
    if AUTOSAVE in page.request.headers:
        but = f", utom: {problems[0].message}" if problems else ""
        return JsonResponse({"saved": f"{at}{but}", "version": saved.version})
    if problems:
        messages.warning(page.request, "Det som inte behöver rättas är sparat.")
        current = page.on_version(form, saved.version)
        return page.show(current, status=422, problems=problems)
    messages.success(page.request, f"Sparat kl. {at}")
    if page.request.POST.get("till") == "oversikt":
        return redirect("initiative_work", pk=saved.pk)
    code = page.request.POST.get("till") or page.fields[0].section.code
    known = {section.code for section, _fields in page.proposal.sections()}
    return redirect(
        "initiative_section",
        pk=saved.pk,
        code=code if code in known else page.fields[0].section.code,
    )
