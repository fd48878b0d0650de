"""Where one figure comes from, and everything it has been.

Three queries, and two more for figures that people have brought.
"""

from dataclasses import dataclass
from datetime import datetime

from indicators.entered import said_sources
from indicators.models import (
    DataSeries,
    Gender,
    Measure,
    MeasureSource,
    Observation,
    Provenance,
    Revision,
    StatisticalArea,
)
from indicators.reading.areas import Areas, Members, read_areas
from indicators.reading.words import MISSING, source_line, with_unit, years_together
from indicators.sources.base import Period

_BROUGHT = (Provenance.MANUAL, Provenance.UPLOAD)


@dataclass(frozen=True, slots=True)
class Traced:
    """The value of one gender, as stored."""

    gender: str
    text: str
    provenance: str
    written_at: datetime
    status: str
    count: int
    preliminary: bool
    withdrawn: bool
    revised: bool
    said: str
    """The source that people gave for a figure they brought."""


@dataclass(frozen=True, slots=True)
class Became:
    """One revision: from what to what, and when it was seen."""

    gender: str
    kind: str
    before: str
    after: str
    seen_at: datetime
    refresh: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A place in a series with its values and their past."""

    series: DataSeries
    source: MeasureSource
    area: StatisticalArea
    period: str
    values: tuple[Traced, ...]
    revisions: tuple[Became, ...]
    members: Members | None
    line: str
    synthetic: bool

    @property
    def together(self) -> str:
        """How many years the value covers, in words; empty when it is one."""
        span = self.series.span_of(self.area)
        return years_together(span) if span > 1 else ""


def trace_of(measure: Measure, series_key: str, code: str, period: str) -> Trace | None:
    """The trace, or None when the measure has no such series, area or period."""
    source = next((s for s in measure.sources.all() if s.series.key == series_key), None)
    areas = read_areas()
    area = areas.by_code(code)
    when = _period(period)
    if source is None or area is None or when is None:
        return None
    place = {"series": source.series_id, "area": area.pk, "year": when[0], "month": when[1]}
    stored = {row.gender: row for row in Observation.objects.filter(**place)}
    if not stored:
        return None
    series = source.series
    rows = [stored[gender] for gender in Gender.values if gender in stored]
    brought = any(row.provenance in _BROUGHT for row in rows)
    said = said_sources(series, area, Period(*when)) if brought else {}
    revisions = Revision.objects.filter(**place).order_by("-seen_at", "-pk")
    return Trace(
        series=series,
        source=source,
        area=area,
        period=period,
        values=tuple(_traced(row, series, said) for row in rows),
        revisions=tuple(_became(row, series) for row in revisions),
        members=_members(areas, area),
        line=source_line(
            series,
            {row.provenance for row in rows},
            period,
            max(row.written_at for row in rows),
        ),
        synthetic=any(row.provenance == Provenance.DEMO for row in rows),
    )


def _period(text: str) -> tuple[int, int] | None:
    year, _, month = text.partition("-")
    number = int(month) if month else 0
    return (int(year), number) if number <= 12 else None  # noqa: PLR2004 - months of a year


def _members(areas: Areas, area: StatisticalArea) -> Members | None:
    return areas.members(area) if area.kind == StatisticalArea.Kind.GROUP else None


def _traced(row: Observation, series: DataSeries, said: dict[str, str]) -> Traced:
    return Traced(
        gender=Gender(row.gender).label,
        text=MISSING if row.withdrawn else with_unit(row.value, series),
        provenance=Provenance(row.provenance).label,
        written_at=row.written_at,
        status=row.status,
        count=row.count,
        preliminary=row.preliminary,
        withdrawn=row.withdrawn,
        revised=row.revised,
        said=said.get(row.gender, "") if row.provenance in _BROUGHT else "",
    )


def _became(row: Revision, series: DataSeries) -> Became:
    return Became(
        gender=Gender(row.gender).label,
        kind=row.get_kind_display(),
        before=with_unit(row.old_value, series),
        after=with_unit(row.new_value, series),
        seen_at=row.seen_at,
        refresh=row.refresh_id,
    )
