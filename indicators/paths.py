"""The public addresses that this floor publishes."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.publishing import register_paths
from indicators.models import Indicator


@register_paths
def public_paths() -> Iterator[str]:
    """The list, and one page per indicator."""
    yield reverse("indicators")
    for key in Indicator.objects.values_list("key", flat=True):
        yield reverse("indicator", args=[key])
