"""All measures with their latest value: the overview, an indicator's page, a huvudman's page.

Six queries for any number of measures, and the figures are found by the table's key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from county.models import GoalArea
from indicators.charts.data import Line, Role
from indicators.charts.sparks import Spark, draw_spark
from indicators.models import Indicator, Measure, MeasureSource, StatisticalArea
from indicators.reading.areas import Areas, read_areas
from indicators.reading.figures import Figures, last_written, read_figures
from indicators.reading.measures import chosen_source, facts
from indicators.reading.subject import Subject
from indicators.reading.words import (
    DERIVED,
    MEDIAN,
    SHORT_UNIT,
    known_words,
    source_line,
    whole_numbers,
    with_unit,
)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in a list: its latest value with period, or the gap in words."""

    measure: Measure
    source: MeasureSource | None
    spark: Spark | None
    who: str
    text: str
    unit: str
    period: str
    gap: str
    synthetic: bool
    area: str
    credit: str = ""
    """Where the values come from, as it is to be said beside them."""

    @property
    def failed_at(self) -> datetime | None:
        """When new values could not be had, if the latest try failed and there are older ones."""
        return facts(self.source).failed_at if self.source and self.text else None

    @property
    def trace(self) -> str:
        """Where the value comes from; for a calculation of our own, the figures it is made of."""
        if self.source is None:
            return reverse("measure", args=[self.measure.key])
        area = self.area or MEDIAN
        return reverse("figure", args=[self.measure.key, self.source.series.key, area, self.period])

    @property
    def known(self) -> str:
        """What is known of the measure, and what is not, in words."""
        return known_words(self.measure, self.source.series if self.source else None)

    @property
    def counts(self) -> str:
        """What the series counts, where the measure's name does not say it."""
        name = self.source.series.name if self.source else ""
        return "" if name == self.measure.name else name

    @property
    def standing(self) -> str:
        """What the county has said of the source, in words."""
        return self.source.get_standing_display() if self.source else ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its measures."""

    indicator: Indicator
    measures: list[MeasureRow]


@dataclass(frozen=True, slots=True)
class Overview:
    """Goal areas in order, with what is followed under each."""

    groups: list[tuple[GoalArea, list[IndicatorRow]]]
    measures: list[MeasureRow]
    areas: Areas

    @property
    def indicators(self) -> list[IndicatorRow]:
        """All of them, in order."""
        return [row for _area, rows in self.groups for row in rows]

    @property
    def synthetic(self) -> bool:
        """True when any value shown is made up."""
        return any(row.synthetic for row in self.measures)


def overview(indicators: Iterable[Indicator]) -> Overview:
    """The indicators, which come with goal area and measures, filled with values."""
    indicators = list(indicators)
    measures = {measure.pk: measure for row in indicators for measure in row.measures.all()}
    areas = read_areas()
    rows = {row.measure.pk: row for row in measure_rows(measures.values(), areas)}
    filled = [
        IndicatorRow(row, [rows[measure.pk] for measure in row.measures.all()])
        for row in indicators
    ]
    groups = [
        (area, list(each)) for area, each in groupby(filled, lambda row: row.indicator.goal_area)
    ]
    return Overview(groups, list(rows.values()), areas)


def measure_rows(
    measures: Iterable[Measure], areas: Areas, focus: StatisticalArea | None = None
) -> list[MeasureRow]:
    """The measures, which come with their sources, as rows. With `focus`, that area's own values.

    One query.
    """
    measures = list(measures)
    chosen = {measure.pk: chosen_source(measure.sources.all()) for measure in measures}
    series = {source.series_id for source in chosen.values() if source}
    figures = read_figures(series, _looked_at(areas, focus), "T")
    return [_row(measure, chosen[measure.pk], areas, figures, focus) for measure in measures]


def _looked_at(areas: Areas, focus: StatisticalArea | None) -> Sequence[int]:
    if focus:
        return [focus.pk]
    return [area.pk for area in (*areas.regions, *areas.municipalities, *areas.groups)]


def _row(
    measure: Measure,
    source: MeasureSource | None,
    areas: Areas,
    figures: Figures,
    focus: StatisticalArea | None,
) -> MeasureRow:
    line, subject = None, None
    if source:
        subject = Subject(source.series, areas, figures, facts(source).breaks)
        line = subject.line(focus, Role.OWN) if focus else subject.headline()
    latest = line.latest if line else None
    if subject is None or line is None or latest is None:
        gap = _gap(measure, source)
        return MeasureRow(measure, source, None, "", "", "", "", gap, synthetic=False, area="")
    unit = subject.series.unit
    area = focus or subject.head_area
    return MeasureRow(
        measure=measure,
        source=source,
        spark=_spark(line, subject),
        who=line.label,
        text=with_unit(latest.value, subject.series),
        unit=whole_numbers(unit) if len(unit) > SHORT_UNIT else "",
        period=latest.period,
        gap="",
        synthetic=line.synthetic,
        area=area.code if area else "",
        credit=_credit(subject, area),
    )


def _credit(subject: Subject, area: StatisticalArea | None) -> str:
    rows = subject.values(area) if area else subject.figures.of_series(subject.series.pk)
    known = [row for row in rows if row.shown is not None]
    said = source_line(subject.series, {row.provenance for row in known}, "", last_written(known))
    return said if area else f"{DERIVED} av länets kommuners värden. {said}"


def _spark(line: Line, subject: Subject) -> Spark | None:
    return draw_spark(line, subject.measured, subject.cuts) if line.known[1:] else None


def _gap(measure: Measure, source: MeasureSource | None) -> str:
    """Why there is no value: never hidden, never zero."""
    if measure.status == Measure.Status.MISSING:
        return "Mått saknas"
    if source is None:
        return "Ingen föreslagen källa"
    return "Uppgift saknas"
