"""The entry to the operations page in the work navigation, for operators."""

from typing import Any

from foundation.access import is_operator
from foundation.navigation import NavItem, register


def _shown(user: Any, _county: Any) -> bool:
    return is_operator(user)


register(NavItem("operations", "Drift", "operations", "work", 90, _shown))
