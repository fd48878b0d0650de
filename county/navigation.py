"""The county's entries in the work navigation."""

from typing import Any

from county.rules import operates
from foundation.navigation import NavItem, register


def _operates(user: Any, _county: Any) -> bool:
    return bool(operates(user))


register(NavItem("county", "Länets uppgifter", "county_tables", "work", 80, _operates))
