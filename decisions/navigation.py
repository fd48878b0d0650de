"""Entries of meetings and decisions in the navigation."""

from typing import Any

from decisions.rules import sees_meetings
from foundation.navigation import NavItem, register


def _sees_meetings(user: Any, _county: Any) -> bool:
    return bool(sees_meetings(user))


register(
    NavItem("decisions", "Beslut", "decisions", "public", 40),
    NavItem("meetings", "Möten", "meetings", "work", 40, _sees_meetings),
)
