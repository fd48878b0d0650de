"""Entries of this floor in the navigation."""

from typing import Any

from county import rules as county_rules
from county.terms import has_term, word
from foundation.navigation import HasRows, NavItem, register
from initiatives.models import Project
from initiatives.rules import can_read_need, serves_the_process


def _reads_needs(user: Any, _county: Any) -> bool:
    return can_read_need(user, None)


def _sees_inbox(user: Any, _county: Any) -> bool:
    return serves_the_process(user)


def _works(user: Any, _county: Any) -> bool:
    return bool(county_rules.is_logged_in(user))


def _has_the_word(_user: Any, _county: Any) -> bool:
    # An installation without a county has pages (404, login) before it has words.
    return has_term("initiative")


def _joint(_county: Any) -> str:
    return word("initiative", "p").capitalize()


register(
    NavItem("initiatives", _joint, "initiatives_public", "public", 30, _has_the_word),
    NavItem("projects", "Pågående arbeten", "projects_public", "public", 32, HasRows(Project)),
    NavItem("needs", "Behov", "needs_public", "public", 50),
    NavItem("initiatives", "Initiativ", "initiatives_work", "work", 20, _works),
    NavItem("inbox", "Inkorg", "initiative_inbox", "work", 30, _sees_inbox),
    NavItem("needs", "Behov", "needs_work", "work", 60, _reads_needs),
)
