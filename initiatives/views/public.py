"""Joint initiatives and ongoing work, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.models import StatusChange
from foundation.pages import page_of
from foundation.publishing import published
from initiatives.directive import shown
from initiatives.models import Directive, Initiative, Project
from initiatives.thread import public_thread

PAGE_SIZE = 25


@published("initiatives", "county")
@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """The joint initiatives whose decision is registered, and where each stands; newest first."""
    found = (
        Initiative.objects.published()
        .select_related("lead_body")
        .only("title", "state", "summary", "lead_body__name")
        .prefetch_related("principals")
        .order_by("-published_at", "-pk")
    )
    page = page_of(request, found, PAGE_SIZE)
    return render(request, "initiatives/public/initiatives.html", {"page": page})


@published("initiatives", "initiative:{pk}", "county", "register")
@require_safe
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One joint initiative: what it is, who answers for it, what it should move."""
    found = get_object_or_404(
        Initiative.objects.published()
        .select_related("lead_body", "case")
        .prefetch_related(
            "principals", "contributing_bodies", "goal_areas", "focus_areas", "target_groups"
        ),
        pk=pk,
    )
    approved = (
        found.directives.filter(state=Directive.State.APPROVED).prefetch_related("measures").first()
    )
    return render(
        request,
        "initiatives/public/initiative.html",
        {
            "initiative": found,
            "steps": public_thread(found, StatusChange.of(found)),
            "directive": approved,
            "parts": shown(approved.content) if approved else [],
            "measures": approved.measures.prefetch_related("indicators") if approved else [],
            "documents": _documents(found),
        },
    )


def _documents(found: Initiative) -> list[object]:
    """The registered documents of the case that have a public title."""
    if found.case is None:
        return []
    return list(found.case.documents.exclude(public_title="").exclude(number=None))


@published("county", "initiatives")
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The joint work that goes on in the county, as the sources name it."""
    found = (
        Project.objects.filter(scope=Project.Scope.JOINT)
        .select_related("target_group", "focus_area")
        .order_by("order", "key")
    )
    return render(request, "initiatives/public/projects.html", {"projects": found})


@published("county", "initiatives")
@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """One piece of ongoing work."""
    found = get_object_or_404(
        Project.objects.filter(scope=Project.Scope.JOINT).select_related(
            "target_group", "focus_area", "objective"
        ),
        key=key,
    )
    return render(request, "initiatives/public/project.html", {"project": found})
