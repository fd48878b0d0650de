"""The areas that the county looks at, and who belongs to its groups. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from indicators.models import StatisticalArea

# Written by hand for the reason that `measures` gives.
_ROSTER = """
    (SELECT jsonb_build_object('members', members, 'title', title, 'seen_at', seen_at)
    FROM indicators_grouproster WHERE group_id = indicators_statisticalarea.id
    ORDER BY seen_at DESC, id DESC LIMIT 1)
"""
Kind = StatisticalArea.Kind
Role = StatisticalArea.Role


@dataclass(frozen=True, slots=True)
class Members:
    """Who belongs to a group now, and when that was read."""

    title: str
    names: tuple[str, ...]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas in the county's order, by what they are looked at for."""

    all: tuple[StatisticalArea, ...]

    def _of(self, role: str, kinds: Iterable[str]) -> tuple[StatisticalArea, ...]:
        wanted = set(kinds)
        return tuple(area for area in self.all if area.role == role and area.kind in wanted)

    @property
    def municipalities(self) -> tuple[StatisticalArea, ...]:
        """The county's own kommuner."""
        return self._of(Role.OWN, {Kind.MUNICIPALITY})

    @property
    def regions(self) -> tuple[StatisticalArea, ...]:
        """The county's own region."""
        return self._of(Role.OWN, {Kind.REGION})

    @property
    def countries(self) -> tuple[StatisticalArea, ...]:
        """The country."""
        return self._of(Role.REFERENCE, {Kind.COUNTRY})

    @property
    def groups(self) -> tuple[StatisticalArea, ...]:
        """The groups to compare with."""
        return self._of(Role.REFERENCE, {Kind.GROUP})

    @property
    def peers(self) -> tuple[StatisticalArea, ...]:
        """The members of groups that are read one by one."""
        return tuple(area for area in self.all if area.role == Role.PEER)

    def by_code(self, code: str) -> StatisticalArea | None:
        """The area with this code, if the county looks at it."""
        return next((area for area in self.all if area.code == code), None)

    def members(self, group: StatisticalArea) -> Members | None:
        """Who belonged to the group when it was last read; None when it never was."""
        roster = _roster_of(group)
        if not roster.get("members"):
            return None
        names = {area.code: area.name for area in self.all}
        known = tuple(names.get(code, code) for code in roster["members"])
        return Members(roster["title"], known, datetime.fromisoformat(roster["seen_at"]))

    def is_county_average(self, group: StatisticalArea) -> bool:
        """True for a group whose members are all the county's own kommuner."""
        codes = set(_roster_of(group).get("members") or ())
        return bool(codes) and codes <= {area.code for area in self.municipalities}


def read_areas() -> Areas:
    """Every area with a role."""
    roster = RawSQL(_ROSTER, [], output_field=JSONField())  # noqa: S611 - a constant of this file
    rows = StatisticalArea.objects.exclude(role=Role.NONE).annotate(roster=roster)
    return Areas(tuple(rows.select_related("organisation")))


def _roster_of(group: StatisticalArea) -> dict[str, Any]:
    row: Any = group
    return row.roster or {}
