"""One series with its values: the lines that can be drawn of it, and which one speaks first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median
from typing import Any

from foundation.text.lists import listed
from indicators.charts.data import Cut, Goal, Line, Measured, Point, Role
from indicators.models import DataSeries, StatisticalArea
from indicators.reading.areas import Areas
from indicators.reading.figures import Figures, Value
from indicators.reading.words import measured

FEWEST = 3
"""A median of fewer kommuner than this is not made, nor one of less than half of them all."""


@dataclass
class Subject:
    """A series, the county's areas and the values. Everything here is plain computing."""

    series: DataSeries
    areas: Areas
    figures: Figures
    breaks: Sequence[dict[str, Any]] = ()
    targets: Sequence[dict[str, Any]] = ()
    _made: dict[tuple[int, str], tuple[Point, ...]] = field(default_factory=dict, repr=False)

    def values(self, area: StatisticalArea, gender: str = "T") -> list[Value]:
        """The stored values of an area in order of time."""
        return self.figures.of(self.series.pk, area.pk, gender)

    def line(
        self, area: StatisticalArea, role: Role = Role.PEER, gender: str = "T", label: str = ""
    ) -> Line | None:
        """The area's line, or None when it has no value at all."""
        line = Line(label or area.name, self._points(area.pk, gender), role)
        return line if line.known else None

    def _points(self, area: int, gender: str) -> tuple[Point, ...]:
        """Made once: a page draws the same area in several pictures."""
        if (area, gender) not in self._made:
            values = self.figures.of(self.series.pk, area, gender)
            self._made[area, gender] = tuple(row.point for row in values)
        return self._made[area, gender]

    def lines(self, areas: Sequence[StatisticalArea], role: Role, gender: str = "T") -> list[Line]:
        """The lines of those areas that have any value."""
        found = (self.line(area, role, gender) for area in areas)
        return [line for line in found if line]

    def median_line(self, gender: str = "T", role: Role = Role.OWN) -> Line | None:
        """The median of the county's kommuner, period by period: a calculation of our own.

        Each point says how many kommuner it is `of`, as they need not be the same each year.
        """
        enough = max(FEWEST, len(self.areas.municipalities) / 2)
        by_period: dict[tuple[int, int], list[Value]] = {}
        for area in self.areas.municipalities:
            for row in self.values(area, gender):
                if row.shown is not None:
                    by_period.setdefault((row.year, row.month), []).append(row)
        points = tuple(
            Point(
                year,
                median(row.value for row in rows if row.value is not None),
                month,
                preliminary=any(row.preliminary for row in rows),
                synthetic=any(row.synthetic for row in rows),
                of=len(rows),
            )
            for (year, month), rows in sorted(by_period.items())
            if len(rows) >= enough
        )
        return Line("Median av länets kommuner", points, role) if points else None

    @cached_property
    def head_area(self) -> StatisticalArea | None:
        """The stored area that speaks first: the region, else the average of the kommuner.

        Where there is neither, and too few kommuner for a median, the first kommun with a value.
        """
        averages = [area for area in self.areas.groups if self.areas.is_county_average(area)]
        for area in (*self.areas.regions, *averages):
            if self.line(area):
                return area
        if self.median_line():
            return None
        return next((area for area in self.areas.municipalities if self.line(area)), None)

    @property
    def first_name(self) -> str:
        """Whom the line that speaks first is about."""
        return self.head_area.name if self.head_area else "Medianen av länets kommuner"

    def headline(self, gender: str = "T") -> Line | None:
        """The line that speaks first; the median of the kommuner where no area does."""
        if self.head_area:
            return self.line(self.head_area, Role.OWN, gender)
        return self.median_line(gender)

    @property
    def shown_areas(self) -> list[StatisticalArea]:
        """The areas that have any value, in the county's order."""
        return [area for area in self.areas.all if self.line(area)]

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The breaks between years."""
        return tuple(Cut(each["year"], each["explanation"]) for each in self.breaks if each["year"])

    @property
    def other_methods(self) -> list[str]:
        """The breaks between areas, in words."""
        return [each["explanation"] for each in self.breaks if not each["year"]]

    def goals(self, area: StatisticalArea | None) -> tuple[Goal, ...]:
        """The path to reach: the area's own, or the one for all. A decided one hides proposals."""
        pk = area.pk if area else None
        own = [each for each in self.targets if pk and each["area"] == pk]
        shown = own or [each for each in self.targets if each["area"] is None]
        return tuple(Goal(each["year"], each["value"], each["decided"]) for each in shown)

    @property
    def provenances(self) -> set[str]:
        """Where the stored values come from."""
        return {row.provenance for row in self.figures.of_series(self.series.pk)}

    @property
    def synthetic(self) -> bool:
        """True when any value of the series is made up."""
        return any(row.synthetic for row in self.figures.of_series(self.series.pk))

    @property
    def gendered(self) -> bool:
        """True when women and men are told apart anywhere."""
        return any(row.gender != "T" for row in self.figures.of_series(self.series.pk))

    @property
    def measured(self) -> Measured:
        """How the values are written."""
        return measured(self.series)

    def lacking(self, period: tuple[int, int], gender: str = "T") -> str:
        """The kommuner without a value in the period, in words; empty when all have one."""
        without = []
        for area in self.areas.municipalities:
            rows = {(row.year, row.month): row for row in self.values(area, gender)}
            row = rows.get(period)
            if row is None or row.shown is None:
                without.append(area.name)
        return listed(without)

    def latest_shared(self, gender: str = "T") -> tuple[int, int] | None:
        """The last period in which at least three kommuner, or most of a few, have a value."""
        counts: dict[tuple[int, int], int] = {}
        for area in self.areas.municipalities:
            for row in self.values(area, gender):
                if row.shown is not None:
                    counts[row.year, row.month] = counts.get((row.year, row.month), 0) + 1
        enough = min(FEWEST, len(self.areas.municipalities))
        return max((period for period, count in counts.items() if count >= enough), default=None)
