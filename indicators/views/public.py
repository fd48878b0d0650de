"""The public pages of the registry: every indicator and measure, and every gap as a gap."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from county.models import County
from foundation.pages import Crumb
from foundation.publishing import published
from indicators.charts.registry_card import Card, CardRow, draw_card
from indicators.models import Indicator, Measure
from indicators.reading.adopted import decision_of
from indicators.reading.measures import indicators_with_measures
from indicators.reading.overview import MeasureRow, overview
from indicators.reading.principals import principal_page, principals
from indicators.reflections import published_for
from indicators.steering import steering_towards
from indicators.views.pictures import picture_answer


@published("county", "indicators", "figures")
@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """All indicators by goal area, with each measure's latest value, and what is missing."""
    shown = overview(indicators_with_measures())
    return render(
        request,
        "indicators/list.html",
        {
            "groups": shown.groups,
            "measures": shown.measures,
            "indicator_count": len(shown.indicators),
            "measure_count": len(shown.measures),
            "valued": sum(bool(row.text) for row in shown.measures),
            "missing": [
                row.measure
                for row in shown.measures
                if row.measure.status == Measure.Status.MISSING
            ],
            "proposed": any(
                row.indicator.status == Indicator.Status.PROPOSED for row in shown.indicators
            ),
            "unfinished": [row.indicator for row in shown.indicators if row.indicator.gap],
            "principals": principals(shown.areas),
            "synthetic": shown.synthetic,
        },
    )


@published("county", "indicators", "indicator:{key}")
@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: what it stands for, its measures, and what is known of each."""
    row = get_object_or_404(indicators_with_measures(), key=key)
    shown = overview([row])
    shared = {
        measure.pk: [each for each in measure.indicators.all() if each != row]
        for measure in row.measures.all()
    }
    rows = shown.indicators[0].measures
    steering = steering_towards([each.measure.pk for each in rows])
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": row,
            "decided": decision_of(row),
            "rows": [(each, shared[each.measure.pk]) for each in rows],
            "shown": rows,
            "steering": list({each.url: each for each in steering}.values()),
            "reflections": published_for(row),
            "synthetic": shown.synthetic,
            "origin": settings.PUBLIC_ORIGIN,
            "crumbs": [Crumb("Indikatorer", reverse("indicators")), Crumb(row.name)],
        },
    )


@published("county", "indicators", "indicator:{key}")
@require_safe
def indicator_picture(request: HttpRequest, key: str) -> HttpResponse:
    """The indicator as a picture: a line and the latest value of each measure."""
    row = get_object_or_404(indicators_with_measures(), key=key)
    rows = overview([row]).indicators[0].measures
    county = County.objects.first()
    card = Card(
        row.name,
        tuple(
            CardRow(
                each.measure.name,
                _said(each),
                each.who,
                each.spark,
            )
            for each in rows
        ),
        row.gap,
        any(each.synthetic for each in rows),
        tuple(dict.fromkeys(each.credit for each in rows if each.credit)),
        f"{settings.PUBLIC_ORIGIN}{reverse('indicator', args=[key])}",
    )
    narrow = request.GET.get("bredd") == "smal"
    return picture_answer(draw_card(card, county.tone if county else "", narrow=narrow))


def _said(row: MeasureRow) -> str:
    demo = " DEMO" if row.synthetic else ""
    return f"{row.text} ({row.period}){demo}" if row.text else row.gap


@published("county", "indicators", "figures")
@require_safe
def principal(request: HttpRequest, key: str) -> HttpResponse:
    """What is followed, with one huvudman's own values."""
    page = principal_page(key)
    if page is None:
        raise Http404
    return render(
        request,
        "indicators/principal.html",
        {
            "page": page,
            "principals": principals(page.areas),
            "synthetic": page.synthetic,
            "crumbs": [Crumb("Indikatorer", reverse("indicators")), Crumb(page.organisation.name)],
        },
    )
