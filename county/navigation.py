"""The county's entries in the work navigation."""

from typing import Any

from county import tables
from foundation.navigation import NavItem, register


def _edits_any(user: Any, _county: Any) -> bool:
    return any(editors(user) for editors in tables.all_editors())


register(NavItem("county", "Länets uppgifter", "county_tables", "work", 80, _edits_any))
