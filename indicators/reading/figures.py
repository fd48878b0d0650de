"""The stored values of a few series and areas, found by the key of the table. One query."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import FloatField, Func

from indicators.charts.data import Point
from indicators.models import Observation, Provenance


class Value(NamedTuple):
    """One stored value, as it stands now."""

    series: int
    area: int
    gender: str
    year: int
    month: int
    value: float | None
    preliminary: bool
    withdrawn: bool
    revised: bool
    provenance: str
    written: float
    """When it was stored, in seconds since 1970: a page has a thousand and tells of the last."""

    @property
    def period(self) -> str:
        """The period as people read it."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def shown(self) -> float | None:
        """The value, or None when it is missing or the source has taken it back."""
        return None if self.withdrawn else self.value

    @property
    def synthetic(self) -> bool:
        """True for a value that is made up for the demonstration."""
        return self.provenance == Provenance.DEMO

    @property
    def point(self) -> Point:
        """The value as a place in a drawing."""
        return Point(
            self.year, self.shown, self.month, self.preliminary, self.revised, self.synthetic
        )


def last_written(values: Iterable[Value]) -> datetime | None:
    """When the newest of the values was stored; None when there are none."""
    seconds = max((value.written for value in values), default=None)
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@dataclass(slots=True)
class Figures:
    """Values by series, area and gender, each in order of time."""

    rows: dict[tuple[int, int, str], list[Value]] = field(default_factory=dict)

    def of(self, series: int, area: int, gender: str = "T") -> list[Value]:
        """The values in order of time; empty when there are none."""
        return self.rows.get((series, area, gender), [])

    def of_series(self, series: int) -> list[Value]:
        """Every value of the series."""
        return [
            row for (key, _area, _g), rows in self.rows.items() if key == series for row in rows
        ]

    @property
    def synthetic(self) -> bool:
        """True when any value is made up."""
        return any(row.synthetic for rows in self.rows.values() for row in rows)


_SECONDS = Func(
    "written_at",
    template="EXTRACT(EPOCH FROM %(expressions)s)::double precision",
    output_field=FloatField(),
)


def read_figures(
    series: Collection[int], areas: Collection[int], genders: Iterable[str] = "TKM"
) -> Figures:
    """The values of the series for the areas, led to by the key of the table."""
    figures = Figures()
    found = (
        Observation.objects.filter(
            series_id__in=series, area_id__in=areas, gender__in=list(genders)
        )
        .order_by("series_id", "area_id", "year", "month")
        .values_list(
            "series_id",
            "area_id",
            "gender",
            "year",
            "month",
            "value",
            "preliminary",
            "withdrawn",
            "revised",
            "provenance",
            _SECONDS,
        )
    )
    for row in found:
        value = Value(*row)
        figures.rows.setdefault((value.series, value.area, value.gender), []).append(value)
    return figures
