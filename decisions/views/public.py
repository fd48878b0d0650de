"""Decisions for everybody: those that are registered here, and those from before the portal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from decisions.public import public_decisions, years
from foundation.pages import Crumb, page_of
from foundation.publishing import published

YEAR = "ar"


@require_safe
@published("decisions", "diary")
def decision_list(request: HttpRequest) -> HttpResponse:
    """The list, newest first. `?ar=2026` shows one year."""
    asked = request.GET.get(YEAR, "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None  # noqa: PLR2004
    if asked and year is None:
        raise Http404
    page = page_of(request, public_decisions(year), size=50)
    context = {
        "page": page,
        "rows": page.object_list,
        "year": year,
        "years": years(),
        "crumbs": [Crumb("Start", "/"), Crumb("Beslut")],
    }
    return render(request, "decisions/public_list.html", context)
