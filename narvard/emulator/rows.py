"""Rows of data as Kolada writes them, from what the world holds."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations
from typing import Any

from narvard.emulator.extract import Year
from narvard.emulator.faults import Faults
from narvard.emulator.world import World

_ORDERS = {size: tuple(permutations(range(size))) for size in range(4)}
_OTHER_GENDER = {"T": "T", "K": "F", "M": "M"}


class Rows:
    """The rows that answer one question."""

    def __init__(self, world: World, faults: Faults, seed: int, since: date | None = None) -> None:
        self._world = world
        self._faults = faults
        self._seed = seed
        self._since = since
        self._read: dict[tuple[str, str], dict[int, Year]] = {}

    def rows(
        self, kpis: Sequence[str], areas: Sequence[str], years: frozenset[int] | None
    ) -> list[tuple[str, str, int]]:
        """Which rows there are: KPI, area and year, in that order."""
        silent = {str(found.get("kpi")) for found in self._faults.named("empty_200")}
        return [
            (kpi, area, year)
            for kpi in sorted(set(kpis))
            if kpi in self._world.kpis and kpi not in silent
            for area in sorted(set(areas))
            for year in sorted(self._series(kpi, area))
            if (years is None or year in years) and self._shown(kpi, area, year)
        ]

    def written(self, rows: Sequence[tuple[str, str, int]]) -> Iterator[dict[str, Any]]:
        """The rows with their values."""
        counts: dict[tuple[str, str], Any] = {}
        for kpi, area, year in rows:
            if area in self._world.groups and (kpi, area) not in counts:
                counts[kpi, area] = self._world.means(kpi, area)
            members = counts.get((kpi, area), {}).get(year, ({}, {}))[1]
            yield {
                "values": self._values(kpi, area, year, members),
                "kpi": kpi,
                "period": self._period(kpi, year),
                "municipality": area,
            }

    def _series(self, kpi: str, area: str) -> dict[int, Year]:
        """Looked up once an answer: a group's is reckoned from its members'."""
        if (kpi, area) not in self._read:
            self._read[kpi, area] = self._world.series(kpi, area)
        return self._read[kpi, area]

    def _shown(self, kpi: str, area: str, year: int) -> bool:
        """Whether anything is left of the row: not all deleted, and changed if that was asked."""
        places = [(kpi, area, year, gender) for gender in self._series(kpi, area)[year]]
        changes = self._world.changes
        if self._since is None:
            return any(not (place in changes and changes[place].deleted) for place in places)
        usual = self._world.updated(kpi, year)
        return any(
            (changes[place].updated if place in changes else usual) >= self._since
            for place in places
        )

    def _values(
        self, kpi: str, area: str, year: int, members: dict[str, int]
    ) -> list[dict[str, Any]]:
        found = []
        for gender, base in self._series(kpi, area)[year].items():
            change = self._world.changes.get((kpi, area, year, gender))
            if (change and change.deleted and self._since is None) or self._faults.missing(
                kpi, gender
            ):
                continue
            value = change.value if change else base
            if value is not None:
                value *= self._faults.factor(kpi)
            odd = self._faults.concerns("unknown_gender", kpi)
            found.append(
                {
                    "gender": _OTHER_GENDER[gender] if odd else gender,
                    "count": members.get(gender, 1),
                    "status": self._faults.status(kpi) if value is None else "",
                    "value": value,
                    "isdeleted": bool(change and change.deleted),
                }
            )
        orders = _ORDERS[len(found)]
        order = orders[(zlib.crc32(f"{kpi}{area}{year}".encode()) + self._seed) % len(orders)]
        return [found[position] for position in order]

    def _period(self, kpi: str, year: int) -> int | str:
        for found in self._faults.named("string_period"):
            if found.get("kpi", kpi) == kpi:
                return str(found.get("form", "{year}")).format(year=year)
        return year
