"""The public addresses that this floor publishes."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from foundation.publishing import register_paths
from indicators.models import Indicator, Measure, MeasureSource, Observation, StatisticalArea


@register_paths
def public_paths() -> Iterator[str]:
    """The lists, a page and a picture per indicator and measure, and a page per huvudman.

    A measure without figures has no picture. Figures are traced one by one, and there are too
    many of them to keep ready.
    """
    yield reverse("indicators")
    indicators = list(Indicator.objects.values_list("key", flat=True))
    if indicators:
        yield reverse("reports")
    for key in indicators:
        yield reverse("indicator", args=[key])
        yield reverse("indicator_svg", args=[key])
    drawn = set(_with_figures())
    for key in Measure.objects.values_list("key", flat=True):
        yield reverse("measure", args=[key])
        if key in drawn:
            yield reverse("measure_svg", args=[key])
    own = StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN)
    for key in own.exclude(organisation=None).values_list("organisation__key", flat=True):
        yield reverse("indicators_principal", args=[key])


def _with_figures() -> Iterable[str]:
    figures = Observation.objects.filter(
        series=OuterRef("series"), value__isnull=False, withdrawn=False
    )
    return MeasureSource.objects.filter(Exists(figures)).values_list("measure__key", flat=True)
