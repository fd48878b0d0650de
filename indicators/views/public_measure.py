"""The public pages of one measure: the page, its picture, and the trace of one figure."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from county.models import County
from foundation.pages import Crumb
from foundation.publishing import published
from indicators.charts.render import standalone
from indicators.forms.choice import ChoiceForm
from indicators.forms.fields import period_of
from indicators.models import Gender, Measure
from indicators.reading.areas import read_areas
from indicators.reading.measure_facts import facts_of
from indicators.reading.measure_page import (
    Asked,
    MeasurePage,
    NoSuchChoice,
    measure_page,
    subject_of,
)
from indicators.reading.measures import measures_with_sources
from indicators.reading.median_trace import median_trace
from indicators.reading.pictures import main_picture
from indicators.reading.trace import trace_of
from indicators.reading.words import MEDIAN
from indicators.views.pictures import picture_answer


def _asked(request: HttpRequest) -> Asked:
    gender = request.GET.get("kon", Gender.TOTAL)
    if gender not in Gender.values:
        raise Http404
    return Asked(request.GET.get("serie", ""), request.GET.get("omrade", ""), gender)


def _measure(key: str) -> Measure:
    return get_object_or_404(measures_with_sources(), key=key)


@published("county", "indicators", "measure:{key}")
@require_safe
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One measure: what it says, where the figures come from, and what can be said of them."""
    row = _measure(key)
    try:
        page = measure_page(row, _asked(request))
    except NoSuchChoice:
        raise Http404 from None
    indicator = page.indicators[0] if page.indicators else None
    crumbs = [Crumb("Indikatorer", reverse("indicators"))]
    if indicator:
        crumbs.append(Crumb(indicator.name, reverse("indicator", args=[indicator.key])))
    return render(
        request,
        "indicators/measure.html",
        {
            "page": page,
            "measure": row,
            "facts": facts_of(row, page.source),
            "synthetic": page.synthetic,
            "crumbs": [*crumbs, Crumb(row.name)],
            "choice": ChoiceForm(page),
            "query": _query(page),
            "origin": settings.PUBLIC_ORIGIN,
        },
    )


def _query(page: MeasurePage) -> str:
    """What the picture's address must ask for to be the picture on the page."""
    asked = {"serie": page.asked.series, "omrade": page.asked.area}
    if page.asked.gender != Gender.TOTAL:
        asked["kon"] = page.asked.gender
    text = urlencode({name: value for name, value in asked.items() if value})
    return f"?{text}" if text else ""


@published("county", "indicators", "measure:{key}")
@require_safe
def measure_picture(request: HttpRequest, key: str) -> HttpResponse:
    """The measure's picture, to be shown on other sites: title, source and address within it."""
    row = _measure(key)
    try:
        _source, subject, focus = subject_of(row, read_areas(), asked := _asked(request))
    except NoSuchChoice:
        raise Http404 from None
    picture = main_picture(subject, focus, asked.gender) if subject else None
    if picture is None:
        raise Http404
    county = County.objects.first()
    return picture_answer(
        standalone(
            picture.figure,
            address=f"{settings.PUBLIC_ORIGIN}{reverse('measure', args=[key])}",
            tone=county.tone if county else "",
            narrow=request.GET.get("bredd") == "smal",
        )
    )


@require_safe
def figure(request: HttpRequest, key: str, series: str, area: str, period: str) -> HttpResponse:
    """Where one figure comes from: source, period, fetch time, and what it has been.

    A median has no source but the kommuner's values, and leads to them.
    """
    row = _measure(key)
    if area == MEDIAN:
        return _median(request, row, series, period)
    trace = trace_of(row, series, area, period)
    if trace is None:
        raise Http404
    crumbs = [
        Crumb("Indikatorer", reverse("indicators")),
        Crumb(row.name, reverse("measure", args=[key])),
        Crumb(f"{trace.area.name} {period}"),
    ]
    return render(
        request,
        "indicators/figure.html",
        {"measure": row, "trace": trace, "synthetic": trace.synthetic, "crumbs": crumbs},
    )


def _median(request: HttpRequest, row: Measure, series: str, period: str) -> HttpResponse:
    when = period_of(period)
    trace = median_trace(row, series, when) if when else None
    if trace is None:
        raise Http404
    crumbs = [
        Crumb("Indikatorer", reverse("indicators")),
        Crumb(row.name, reverse("measure", args=[row.key])),
        Crumb(f"Medianen {period}"),
    ]
    return render(
        request,
        "indicators/median.html",
        {"measure": row, "trace": trace, "synthetic": trace.synthetic, "crumbs": crumbs},
    )
