"""The areas that the county looks at, and who belongs to its groups. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from indicators.models import GroupRoster, StatisticalArea

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
        row: Any = group
        if not getattr(row, "roster_members", None):
            return None
        names = {area.code: area.name for area in self.all}
        known = tuple(names.get(code, code) for code in row.roster_members)
        return Members(row.roster_title, known, row.roster_seen_at)

    def is_county_average(self, group: StatisticalArea) -> bool:
        """True for a group whose members are all the county's own kommuner."""
        codes = set(getattr(group, "roster_members", None) or ())
        return bool(codes) and codes <= {area.code for area in self.municipalities}


def read_areas() -> Areas:
    """Every area with a role."""
    latest = GroupRoster.objects.filter(group=OuterRef("pk")).order_by("-seen_at", "-pk")
    rows = StatisticalArea.objects.exclude(role=Role.NONE).annotate(
        roster_members=Subquery(latest.values("members")[:1]),
        roster_title=Subquery(latest.values("title")[:1]),
        roster_seen_at=Subquery(latest.values("seen_at")[:1]),
    )
    return Areas(tuple(rows.select_related("organisation")))
