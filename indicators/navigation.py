"""The entry of the indicators, shown only in a county that has any."""

from typing import Any

from foundation.navigation import HasRows, NavItem, register
from indicators import rules
from indicators.models import Indicator
from indicators.rules import writes_for

_HAS_INDICATORS = HasRows(Indicator)


def _stewards(user: Any, county: Any) -> bool:
    return bool(rules.may_judge(user)) and _HAS_INDICATORS(user, county)


def _members(user: Any, county: Any) -> bool:
    """Those who write for a body; a steward finds the notes from the stewards' own page."""
    writes = writes_for(user) and not rules.may_judge(user)
    return bool(writes) and _HAS_INDICATORS(user, county)


register(
    NavItem(
        "indicators",
        "Indikatorer",
        "indicators",
        order=30,
        shown=_HAS_INDICATORS,
        also=("/matt/",),
    )
)
register(NavItem("indicators", "Indikatorer", "indicators_work", "work", 50, _stewards))
register(NavItem("reflections", "Reflektioner", "reflections", "work", 55, _members))
