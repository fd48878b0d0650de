"""The register's entries in the navigation."""

from typing import Any

from diary.models import DiarySeries
from diary.rules import reads_register
from foundation.navigation import HasRows, NavItem, register


def _reads(user: Any, _county: Any) -> bool:
    return bool(reads_register(user))


register(
    NavItem("diary", "Diarium", "diary_register", order=70, shown=HasRows(DiarySeries)),
    NavItem(
        "verify", "Verifiera en handling", "diary_verify", "footer", 25, shown=HasRows(DiarySeries)
    ),
    NavItem("diary", "Diarium", "diary_work", "work", 50, shown=_reads),
)
