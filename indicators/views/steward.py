"""For those who answer for the figures: how the fetching goes, and how each series stands."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from foundation.pages import Crumb, page_of
from indicators import rules, runs
from indicators.models import Provenance, QuarantinedValue, Refresh, Revision
from indicators.services.refresh import request_refresh
from indicators.services.refresh.closing import ACTIVE
from indicators.source_names import name_of
from indicators.waiting import brought, items

SHOWN_RUNS = 5
PAGE_SIZE = 50


def crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a page of the figures' work."""
    home = Crumb("Indikatorer", reverse("indicators_work") if steps else "")
    return [Crumb("Arbetsyta", "/arbete/"), home, *steps]


def need_steward(request: HttpRequest) -> None:
    """403 for anybody but those who answer for the indicators."""
    if not rules.may_judge(request.user):
        raise PermissionDenied


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What needs a person first, then each source with its last run and the way to fetch."""
    need_steward(request)
    now = runs.overview()
    active = [each.active for each in now.sources if each.active]
    context = {
        "tasks": [item.task for item in (*items(now), *brought(request.user))],
        "standings": now.sources,
        "unread": now.unread,
        "ended": now.ended,
        "active": [(run, runs.progress(run)) for run in active],
        "oldest": now.oldest,
        "runs": _listed(list(Refresh.objects.select_related("asked_by")[:SHOWN_RUNS])),
        "crumbs": crumbs(),
    }
    return render(request, "indicators/steward/overview.html", context)


@login_required
@require_POST
def fetch(request: HttpRequest) -> HttpResponse:
    """Have everything read from a source now, and lead to the run."""
    need_steward(request)
    user: Any = request.user
    asked = request_refresh(source_key=request.POST.get("kalla", ""), user=user)
    (messages.success if asked.new else messages.info)(request, asked.sentence)
    return redirect("indicator_run", asked.refresh.pk)


@login_required
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """All runs, the latest first."""
    need_steward(request)
    page = page_of(request, Refresh.objects.select_related("asked_by"), PAGE_SIZE)
    context = {
        "page": page,
        "runs": _listed(list(page.object_list)),
        "crumbs": crumbs(Crumb("Hämtningar")),
    }
    return render(request, "indicators/steward/runs.html", context)


@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it has come or how it ended, and how each series fared."""
    need_steward(request)
    found = get_object_or_404(Refresh.objects.select_related("asked_by"), pk=pk)
    context = {
        **_state(found),
        "name": name_of(found.source_key),
        "fared": runs.fared(found),
        "notes": found.message.splitlines(),
        "crumbs": crumbs(Crumb("Hämtningar", reverse("indicator_runs")), Crumb(str(found.pk))),
    }
    return render(request, "indicators/steward/run.html", context)


@login_required
@require_safe
def run_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a run's page that follows it. When the run has ended the page is read anew."""
    need_steward(request)
    found = get_object_or_404(Refresh, pk=pk)
    context = _state(found) | {"said": request.GET.get("sagt", "")}
    answer = render(request, "indicators/steward/_state.html", context)
    if found.status not in ACTIVE:
        answer["HX-Refresh"] = "true"
    return answer


@login_required
@require_safe
def series_list(request: HttpRequest) -> HttpResponse:
    """Every series: when it was read, its last year, what is missing, what has changed or ended."""
    need_steward(request)
    standings = runs.series_standings()
    context = {
        "standings": standings,
        "review": [each for each in standings if each.series.review_note],
        "ended": [each for each in standings if each.ended_without_successor],
        "lacking": [each for each in standings if each.last_year and each.without],
        "behind": [each for each in standings if each.behind],
        "empty": [each for each in standings if each.last_year is None],
        "crumbs": crumbs(Crumb("Serier")),
    }
    return render(request, "indicators/steward/series_list.html", context)


@login_required
@require_safe
def revision_list(request: HttpRequest) -> HttpResponse:
    """What sources have changed, the latest first."""
    need_steward(request)
    rows = Revision.objects.select_related("series", "area")
    page = page_of(request, rows, PAGE_SIZE)
    context = {
        "page": page,
        "synthetic": any(row.old_provenance == Provenance.DEMO for row in page),
        "crumbs": crumbs(Crumb("Revideringar")),
    }
    return render(request, "indicators/steward/revisions.html", context)


def _state(found: Refresh) -> dict[str, Any]:
    return {
        "run": found,
        "going_on": found.status in ACTIVE,
        "progress": runs.progress(found),
        "held": QuarantinedValue.objects.filter(
            refresh=found, state=QuarantinedValue.State.OPEN
        ).count(),
    }


def _listed(found: list[Refresh]) -> list[tuple[Refresh, str, str]]:
    """Runs with the name of their source and the knot of their state."""
    knots = {
        Refresh.Status.OK: "done",
        Refresh.Status.PARTIAL: "current",
        Refresh.Status.FAILED: "crossed",
    }
    return [
        (each, name_of(each.source_key), knots.get(Refresh.Status(each.status), "coming"))
        for each in found
    ]
