"""A goal area's indicators as they stood at the end of a year: figures, gaps, reflections.

A constant number of queries, however many measures there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from county.models import GoalArea
from indicators.models import Indicator, Measure, MeasureSource, Reflection, StatisticalArea
from indicators.reading.areas import Areas, read_areas
from indicators.reading.change import change_words
from indicators.reading.figures import Figures, Value, read_figures
from indicators.reading.measures import chosen_source, facts, measures_with_sources
from indicators.reading.pictures import Picture, main_picture, source
from indicators.reading.subject import Subject
from indicators.reading.words import MISSING, listed, unit_in_words, with_unit

NO_SERIES = "Ingen källa är vald, så det finns inga siffror att visa."
NO_VALUES = "Det finns inga värden till och med {year}."
MISSING_MEASURE = "Mått saknas."


@dataclass(frozen=True, slots=True)
class LatestValue:
    """An area's latest value with its period, or that it is missing."""

    area: str
    text: str
    period: str
    note: str


@dataclass
class MeasurePart:
    """A measure in the report. `told_under` names the indicator where it was told already."""

    measure: Measure
    gap: str = ""
    told_under: str = ""
    series: str = ""
    standing: str = ""
    unit: str = ""
    latest: list[LatestValue] = field(default_factory=list)
    change: list[str] = field(default_factory=list)
    picture: Picture | None = None
    source: str = ""
    caveats: list[str] = field(default_factory=list)


@dataclass
class IndicatorPart:
    """An indicator in the report, with its measures and what bodies have said of it."""

    indicator: Indicator
    measures: list[MeasurePart]
    reflections: list[Reflection]


@dataclass
class Content:
    """The whole report. `synthetic` when any figure in it is made up."""

    goal_area: GoalArea
    year: int
    indicators: list[IndicatorPart]
    gaps: list[str]
    sources: list[str]
    synthetic: bool


def gather(goal_area: GoalArea, year: int) -> Content:
    """Read and compute the report with figures for periods until the end of `year`."""
    indicators = list(
        Indicator.objects.filter(goal_area=goal_area)
        .order_by("order", "key")
        .prefetch_related(Prefetch("measures", measures_with_sources().order_by("order", "key")))
    )
    areas = read_areas()
    figures = _until(year, _figures(indicators, areas))
    notes = _reflections(indicators, year)
    parts: list[IndicatorPart] = []
    told: dict[int, str] = {}
    for indicator in indicators:
        measures = []
        for measure in indicator.measures.all():
            part = MeasurePart(measure, told_under=told.get(measure.pk, ""))
            if not part.told_under:
                part = _measure(measure, areas, figures, year)
                told[measure.pk] = indicator.name
            measures.append(part)
        parts.append(IndicatorPart(indicator, measures, notes[indicator.pk]))
    shown = [each for part in parts for each in part.measures]
    return Content(
        goal_area=goal_area,
        year=year,
        indicators=parts,
        gaps=list(_gaps(parts)),
        sources=list(dict.fromkeys(each.source for each in shown if each.source)),
        synthetic=figures.synthetic,
    )


def _figures(indicators: Iterable[Indicator], areas: Areas) -> Figures:
    chosen = [
        found.series_id
        for indicator in indicators
        for measure in indicator.measures.all()
        if (found := chosen_source(measure.sources.all()))
    ]
    return read_figures(set(chosen), [area.pk for area in areas.all])


def _until(year: int, figures: Figures) -> Figures:
    kept = {key: [row for row in rows if row.year <= year] for key, rows in figures.rows.items()}
    return replace(figures, rows=kept)


def _measure(measure: Measure, areas: Areas, figures: Figures, year: int) -> MeasurePart:
    part = MeasurePart(measure)
    found = chosen_source(measure.sources.all())
    if measure.status == Measure.Status.MISSING:
        part.gap = MISSING_MEASURE
    elif found is None:
        part.gap = NO_SERIES
    if part.gap or found is None:
        return part
    breaks, targets = facts(found)
    subject = Subject(found.series, areas, figures, breaks, targets)
    part.series, part.standing = found.series.name, found.get_standing_display()
    part.unit = unit_in_words(found.series)
    part.caveats = list(_caveats(found, subject))
    values = figures.of_series(found.series_id)
    if not any(row.shown is not None for row in values):
        part.gap = NO_VALUES.format(year=year)
        return part
    head = subject.headline()
    part.latest = [
        _latest(subject, area.name, subject.values(area)) for area in _own(areas, subject)
    ]
    part.picture = main_picture(subject)
    part.source = source(subject, values)
    if head:
        part.change = change_words(head, found.series, tuple(cut.year for cut in subject.cuts))
    return part


def _own(areas: Areas, subject: Subject) -> list[StatisticalArea]:
    """The county's own areas of the kinds that the series has, and the country."""
    own = [*areas.regions, *areas.municipalities]
    kinds = {area.kind for area in own if subject.line(area)}
    kept = [area for area in own if area.kind in kinds]
    return [*kept, *(area for area in areas.countries if subject.line(area))]


def _latest(subject: Subject, name: str, rows: list[Value]) -> LatestValue:
    known = [row for row in rows if row.shown is not None]
    if not known:
        return LatestValue(name, MISSING, "", "")
    row = known[-1]
    marks = ("kan vara preliminärt", row.preliminary), ("reviderat", row.revised)
    notes = [word for word, holds in marks if holds]
    if row.synthetic:
        notes.append("DEMO")
    return LatestValue(name, with_unit(row.shown, subject.series), row.period, ", ".join(notes))


def _caveats(found: MeasureSource, subject: Subject) -> Iterable[str]:
    series = found.series
    if found.standing == MeasureSource.Standing.PROPOSED:
        yield "Källan är föreslagen och inte bekräftad av länet."
    if series.ends_year:
        successor = f" Efterföljare: {series.successor}." if series.successor else ""
        yield f"Källan slutade publicera serien {series.ends_year}.{successor}"
    if series.span_years > 1:
        yield f"Varje värde avser {series.span_years} år tillsammans."
    if found.measure.lag:
        yield f"Eftersläpning: {found.measure.lag}."
    for cut in subject.cuts:
        yield f"Brott från {cut.year}: {cut.note}"
    yield from subject.other_methods


def _reflections(indicators: list[Indicator], year: int) -> dict[int, list[Reflection]]:
    """Published notes by indicator, the latest period first; a shared measure's under each."""
    by_measure = defaultdict(list)
    for indicator in indicators:
        for measure in indicator.measures.all():
            by_measure[measure.pk].append(indicator.pk)
    rows = Reflection.objects.published().filter(year__lte=year)
    found: dict[int, list[Reflection]] = defaultdict(list)
    for row in rows:
        here = {row.indicator_id, *by_measure.get(row.measure_id or 0, [])}
        for pk in here:
            found[pk].append(row)
    return found


def _gaps(parts: list[IndicatorPart]) -> Iterable[str]:
    """What is missing, with everything it is missing for: «Mått saknas: Våldsutsatthet.»."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part.indicator.gap:
            found.setdefault(part.indicator.gap, []).append(part.indicator.name)
        for each in part.measures:
            if each.gap:
                found.setdefault(each.gap, []).append(each.measure.name)
    for gap, names in found.items():
        yield f"{gap.rstrip('.')}: {listed(names)}."
