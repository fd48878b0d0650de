"""Reports per goal area: ordering and publishing them, and the public list and files."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import DomainError
from foundation.pages import Crumb, page_of
from foundation.publishing import published
from indicators.forms.report import ReportForm
from indicators.models import GoalAreaReport
from indicators.services import reports as services
from indicators.views.entry_access import confirm_step, crumbs, need_steward
from indicators.workflow import REPORT

PLACE = ("Rapporter", "reports_work")
STEPS = {"publicera": "publish", "dra-tillbaka": "withdraw"}
WORDS = {key: word for word, key in STEPS.items()}
QUESTIONS = {
    "publish": (
        "Publicera rapporten?",
        "Den kan då läsas av alla. En tidigare utgåva för samma år ersätts.",
        "Rapporten är publicerad.",
    ),
    "withdraw": (
        "Dra tillbaka rapporten?",
        "Den försvinner från de öppna sidorna. Filen sparas.",
        "Rapporten är tillbakadragen.",
    ),
}
_ADDRESS = re.compile(r"(?P<key>[-\w]+)-(?P<year>\d{4})", re.ASCII)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reports_work(request: HttpRequest) -> HttpResponse:
    """Order a report, and see all editions."""
    need_steward(request)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.order_report(**form.cleaned_data, actor=request.user)  # type: ignore[arg-type]
            except DomainError as error:
                form.add_problems(error.problems)
            else:
                messages.success(
                    request, "Rapporten är beställd. Den görs nu och kan sedan läsas här."
                )
                return redirect("reports_work")
    page = page_of(request, GoalAreaReport.objects.visible_to(request.user).for_list(), size=30)
    rows = [
        (report, [(row, WORDS[row.key]) for row in REPORT.available(request.user, report)])
        for report in page.object_list
    ]
    context = {
        "form": form,
        "has_areas": form.fields["goal_area"].queryset.exists(),  # type: ignore[attr-defined]
        "page": page,
        "rows": rows,
        "crumbs": crumbs(request, *PLACE),
    }
    return render(request, "indicators/report/work.html", context, status=status)


@login_required
@require_safe
def report_read(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition as the steward reads it before it is published."""
    need_steward(request)
    found = get_object_or_404(GoalAreaReport.objects.select_related("goal_area"), pk=pk)
    if found.content is None:
        raise Http404
    return _file(found, f"-utgava-{found.edition}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Publish or withdraw, after a question."""
    need_steward(request)
    found = get_object_or_404(GoalAreaReport.objects.for_list(), pk=pk)
    key = STEPS.get(word)
    if key is None:
        raise Http404
    title, text, done = QUESTIONS[key]
    return confirm_step(
        request, found, REPORT, key,
        lambda data: services.move_report(
            report_id=pk, key=key, version=data["version"], actor=request.user,
            reason=data.get("reason", ""),
        ),
        title=title, text=f"{found}, utgåva {found.edition}. {text}", done=done,
        back=reverse("reports_work"), way=crumbs(request, *PLACE, str(found)),
    )  # fmt: skip


@published("county", "indicators", "reports")
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The published reports, the latest year first."""
    context = {
        "reports": list(GoalAreaReport.objects.published()),
        "crumbs": [Crumb("Indikatorer", reverse("indicators")), Crumb("Rapporter")],
    }
    return render(request, "indicators/report/list.html", context)


@require_safe
def report_pdf(request: HttpRequest, name: str) -> HttpResponse:
    """The published edition for a goal area and a year: `nara-2026`."""
    match = _ADDRESS.fullmatch(name)
    if match is None:
        raise Http404
    found = get_object_or_404(
        GoalAreaReport.objects.select_related("goal_area"),
        goal_area__key=match["key"],
        year=int(match["year"]),
        state=GoalAreaReport.State.PUBLISHED,
    )
    etag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = _file(found, "")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _file(found: GoalAreaReport, ending: str) -> HttpResponse:
    response = HttpResponse(bytes(found.content or b""), content_type="application/pdf")
    start = "DEMO_" if found.synthetic else ""
    name = f"{start}rapport-{found.goal_area.key}-{found.year}{ending}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
