"""The sections of the county file that fill the indicators' tables."""

from typing import Annotated

from county.loader.registry import Section
from county.loader.rows import Count, Named, Reference, Row
from indicators import models


class IndicatorRow(Named):
    """An indicator under a goal area."""

    goal_area: Annotated[str, Reference("goal_areas")]
    status: str = models.Indicator.Status.PROPOSED.value
    target_year: Count | None = None
    reason: str = ""
    replaced_by: Annotated[str | None, Reference("indicators")] = None
    gap: str = ""


class MeasureRow(Named):
    """A measure with its exact name; `indicators` may be several."""

    indicators: Annotated[list[str], Reference("indicators")]
    level: str = ""
    population: str = ""
    frequency: str = ""
    lag: str = ""
    owner: str = ""
    available_from: Count | None = None
    aim: str = ""
    replaced_by: Annotated[str | None, Reference("measures")] = None
    perspective: str = ""
    unit: str = ""
    direction: str = models.Measure.Direction.UNKNOWN.value
    status: str = models.Measure.Status.PROPOSED.value
    status_note: str = ""
    note: str = ""


class AreaRow(Named):
    """A statistical area under the code that statistics use."""

    code: str
    kind: str
    role: str = models.StatisticalArea.Role.NONE.value
    organisation: Annotated[str | None, Reference("organisations")] = None


class SeriesRow(Named):
    """A series of figures at a source."""

    source_key: str
    external_id: str
    title: str = ""
    origin: str = ""
    description: str = ""
    unit: str = ""
    decimals: Count = 1
    levels: str = ""
    gendered: bool = False
    span_years: Count = 1
    own_span_years: Count | None = None
    lowest: float | None = None
    highest: float | None = None
    first_year: Count = 2007
    ends_year: Count | None = None
    successor: Annotated[str | None, Reference("data_series")] = None


class MeasureSourceRow(Row):
    """A series that may stand for a measure."""

    measure: Annotated[str, Reference("measures")]
    series: Annotated[str, Reference("data_series")]
    standing: str = models.MeasureSource.Standing.PROPOSED.value
    main: bool = False
    background: bool = False
    reason: str = ""


class BreakRow(Row):
    """Where a series must not be compared straight off."""

    series: Annotated[str, Reference("data_series")]
    year: Count | None = None
    explanation: str


class TargetRow(Row):
    """A value to reach in a year."""

    series: Annotated[str, Reference("data_series")]
    area: Annotated[str | None, Reference("statistical_areas")] = None
    year: Count
    value: float
    decided: bool = False
    decision: str = ""


SECTIONS = (
    Section("indicators", IndicatorRow, models.Indicator, "Indikatorer"),
    Section("measures", MeasureRow, models.Measure, "Mått"),
    Section("statistical_areas", AreaRow, models.StatisticalArea, "Statistikområden"),
    Section("data_series", SeriesRow, models.DataSeries, "Dataserier"),
    Section("measure_sources", MeasureSourceRow, models.MeasureSource, "Måttens källor"),
    Section("series_breaks", BreakRow, models.SeriesBreak, "Brott i serier"),
    Section("targets", TargetRow, models.Target, "Målvärden"),
)
