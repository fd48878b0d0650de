"""The public pages of the registry: every indicator and measure, and every gap as a gap."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.publishing import published
from indicators.models import Measure
from indicators.querysets import with_measures


@published("county", "indicators")
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """All indicators by goal area, with how many measures each has."""
    indicators = list(with_measures())
    groups = [(area, list(each)) for area, each in groupby(indicators, lambda row: row.goal_area)]
    measures = {measure.pk: measure for row in indicators for measure in row.measures.all()}
    missing = [each for each in measures.values() if each.status == Measure.Status.MISSING]
    return render(
        request,
        "indicators/list.html",
        {
            "groups": groups,
            "indicator_count": len(indicators),
            "measure_count": len(measures),
            "missing": missing,
            "unfinished": [row for row in indicators if row.gap],
        },
    )


@published("county", "indicators")
@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: what it stands for, its measures, and what is known of each."""
    row = get_object_or_404(with_measures(), key=key)
    measures = [
        (measure, [each for each in measure.indicators.all() if each != row])
        for measure in row.measures.all()
    ]
    return render(request, "indicators/indicator.html", {"indicator": row, "measures": measures})
