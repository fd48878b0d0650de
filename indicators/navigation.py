"""The entry of the indicators, shown only in a county that has any."""

from typing import Any

from foundation.navigation import NavItem, register
from indicators.models import Indicator


def _has_indicators(_user: Any, _county: Any) -> bool:
    return Indicator.objects.exists()


register(NavItem("indicators", "Indikatorer", "indicators", order=30, shown=_has_indicators))
