"""What the emulator knows: KPIs, areas, figures, and what has been changed since it started."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Any

from narvard.emulator import extract, figures
from narvard.emulator.extract import Year

Place = tuple[str, str, int, str]
"""KPI, area, year, gender."""

_UNREST_BEGINS = date(2026, 11, 1)
_VOLUME_KPIS = 6


@dataclass(frozen=True, slots=True)
class Change:
    """What a value has become, and when."""

    value: float | None
    updated: date
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """How the emulator was started. `all_sweden`: made-up figures for everything, everywhere."""

    today: date
    all_sweden: bool = False
    daily_changes: bool = False


class World:
    """The figures as they are now. Reset to how it began by `reset`."""

    def __init__(self, options: Options) -> None:
        self._options = options
        # Read now, so that the first answer is as quick as the others.
        self._real = extract.real_series()
        self.areas = extract.areas()
        self.groups = extract.groups()
        self.reset()

    def reset(self) -> None:
        """Forget every change."""
        self.today = self._options.today
        self.kpis: dict[str, dict[str, Any]] = deepcopy(dict(extract.kpis()))
        if self._options.all_sweden:
            self.kpis |= figures.volume_kpis(_VOLUME_KPIS)
        self.changes: dict[Place, Change] = {}
        self.extra_years: dict[str, dict[int, date]] = {}
        if self._options.daily_changes:
            self._unrest()

    def covers(self, kpi: str, area: str) -> bool:
        """Whether a KPI exists for the kind of area. The country has a row for every KPI."""
        kind = self.kpis[kpi]["municipality_type"] if kpi in self.kpis else ""
        if not kind or self._options.all_sweden:
            return bool(kind)
        if area in self.groups:
            return self.covers(kpi, self.groups[area]["members"][0]["member_id"])
        place = self.areas.get(area)
        return place is not None and (area == "0000" or kind in ("A", place["type"]))

    def series(self, kpi: str, area: str) -> dict[int, Year]:
        """The figures of a KPI in an area or group before any change, by year."""
        if not self.covers(kpi, area):
            return {}
        if area in self.groups:
            return {year: values for year, (values, _) in self.means(kpi, area).items()}
        if kpi in extract.real_kpis() and not self._options.all_sweden:
            base = self._real.get((kpi, area), {})
        else:
            base = self._made_up(kpi, area)
        if base and (extra := self.extra_years.get(kpi)):
            latest = base[max(base)]
            risen = {g: None if v is None else v * 1.01 for g, v in latest.items()}
            base = base | dict.fromkeys(extra, risen)
        return base

    def updated(self, kpi: str, year: int) -> date:
        """When a value that nobody has changed was published: the summer after its year."""
        return self.extra_years.get(kpi, {}).get(year) or date(year + 1, 6, 1)

    def means(self, kpi: str, group: str) -> dict[int, tuple[Year, dict[str, int]]]:
        """A group's unweighted means by year, with how many members each is a mean of."""
        members = [self.series(kpi, each["member_id"]) for each in self.groups[group]["members"]]
        found = {}
        for year in sorted({year for member in members for year in member}):
            rows = [member[year] for member in members if year in member]
            heard = {
                gender: [row[gender] for row in rows if row.get(gender) is not None]
                for gender in "TKM"
                if any(gender in row for row in rows)
            }
            means: Year = {
                g: fmean(v for v in vs if v is not None) for g, vs in heard.items() if vs
            }
            found[year] = (means, {gender: len(values) for gender, values in heard.items()})
        return found

    def value(self, place: Place) -> float | None:
        """What a value is now."""
        if place in self.changes:
            return self.changes[place].value
        kpi, area, year, gender = place
        return self.series(kpi, area).get(year, {}).get(gender)

    def change(
        self, places: Iterable[Place], value: float | None, *, deleted: bool = False
    ) -> None:
        """Revise, blank or delete values, as of today."""
        for place in places:
            self.changes[place] = Change(None if deleted else value, self.today, deleted)

    def places(self, found: Mapping[str, Any]) -> Iterator[Place]:
        """The values that a fault names: one gender, or all that the year has."""
        kpi, area, year = str(found["kpi"]), str(found["area"]), int(found["year"])
        genders = [found["gender"]] if "gender" in found else self.series(kpi, area).get(year, {})
        for gender in genders:
            yield kpi, area, year, str(gender)

    def _made_up(self, kpi: str, area: str) -> dict[int, Year]:
        facts = extract.kpis().get(kpi) or self.kpis[kpi]
        whole = self._options.all_sweden
        shape = figures.Shape(
            kpi=kpi,
            title=facts["title"],
            gendered=whole or facts["is_divided_by_gender"],
            first=figures.VOLUME_FIRST_YEAR if whole else figures.FIRST_YEAR,
            last=min(figures.LAST_YEAR, self._options.today.year - 1),
        )
        return figures.series(shape, area)

    def _unrest(self) -> None:
        """One revision and one deletion a day, so that a demo has something to show."""
        made_up = sorted(set(extract.kpis()) - extract.real_kpis())
        day = _UNREST_BEGINS
        while day <= self.today:
            for kind in ("revise", "delete"):
                seed = f"{day}|{kind}"
                kpi = made_up[int(figures.chance(seed) * len(made_up))]
                area = "0484" if self.covers(kpi, "0484") else "0004"
                years = self.series(kpi, area)
                year = sorted(years)[int(figures.chance(seed, "year") * len(years))]
                for gender, value in years[year].items():
                    now = None if value is None else value * 1.02
                    deleted = kind == "delete"
                    self.changes[kpi, area, year, gender] = Change(
                        None if deleted else now, day, deleted
                    )
            day += timedelta(days=1)
