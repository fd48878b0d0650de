"""The public addresses that this floor publishes."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.publishing import register_paths
from indicators.models import Indicator, Measure, StatisticalArea


@register_paths
def public_paths() -> Iterator[str]:
    """The lists, a page and a picture per indicator and measure, and a page per huvudman.

    Figures are traced one by one, and there are too many of them to keep ready.
    """
    yield reverse("indicators")
    indicators = list(Indicator.objects.values_list("key", flat=True))
    if indicators:
        yield reverse("reports")
    for key in indicators:
        yield reverse("indicator", args=[key])
        yield reverse("indicator_svg", args=[key])
    for key in Measure.objects.values_list("key", flat=True):
        yield reverse("measure", args=[key])
        yield reverse("measure_svg", args=[key])
    own = StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN)
    for key in own.exclude(organisation=None).values_list("organisation__key", flat=True):
        yield reverse("indicators_principal", args=[key])
