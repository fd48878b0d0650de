"""A goal area's indicators as they stood at the end of a year: figures, gaps, reflections.

A constant number of queries, however many measures there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from county.models import GoalArea
from foundation.text.lists import listed
from indicators.charts.data import Line
from indicators.models import Indicator, Measure, MeasureSource, Reflection, StatisticalArea
from indicators.reading.areas import Areas, read_areas
from indicators.reading.change import change_words
from indicators.reading.figures import Figures, Value, read_figures
from indicators.reading.measures import chosen_source, facts, measures_with_sources
from indicators.reading.pictures import Picture, main_picture, source
from indicators.reading.subject import Subject
from indicators.reading.words import (
    DERIVED,
    MISSING,
    SHORT_UNIT,
    span_words,
    unit_in_words,
    with_unit,
)

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
    """A measure in the report. `told_under` names the indicator where it was told already.

    `lead` says what is counted, of whom, how much and when; `change` goes on from there.
    `latest_year` is the last that any area has a value for.
    """

    measure: Measure
    gap: str = ""
    told_under: str = ""
    series: str = ""
    standing: str = ""
    unit: str = ""
    lead: str = ""
    latest_year: int = 0
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
    synthetic: bool

    @property
    def shown(self) -> list[MeasurePart]:
        """Each measure once, where it is told."""
        return [each for part in self.indicators for each in part.measures if not each.told_under]

    @property
    def latest_years(self) -> str:
        """From which year to which the measures' latest values are: «2022–2025», or «2025»."""
        years = sorted({each.latest_year for each in self.shown if each.latest_year})
        return f"{years[0]}–{years[-1]}" if years[1:] else "".join(map(str, years))


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
    return Content(
        goal_area=goal_area,
        year=year,
        indicators=parts,
        gaps=list(_gaps(parts)),
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
    told = facts(found)
    subject = Subject(found.series, areas, figures, told.breaks, told.targets)
    part.series, part.standing = found.series.name, found.get_standing_display()
    part.unit = unit_in_words(found.series)
    part.caveats = list(_caveats(found, subject))
    values = figures.of_series(found.series_id)
    known = [row for row in values if row.shown is not None]
    if not known:
        part.gap = NO_VALUES.format(year=year)
        return part
    part.picture = main_picture(subject)
    head = subject.headline()
    latest = head.latest if head else None
    part.latest_year = latest.year if latest else max(row.year for row in known)
    part.latest = list(_table(subject, head, part.picture))
    part.source = source(subject, values)
    if head:
        cuts = tuple(cut.year for cut in subject.cuts)
        span = found.series.span_of(subject.head_area)
        part.lead = _lead(measure, subject, head)
        part.change = change_words(head, found.series, cuts, span=span)
    return part


def _lead(measure: Measure, subject: Subject, head: Line) -> str:
    """«Fallskador, 65 år och äldre: Region Norr låg på 3 087 år 2022, mätt i personer.».

    What is counted is left to the heading above where that says the same.
    """
    latest, series = head.latest, subject.series
    if latest is None:
        return ""
    unit = f", mätt i {unit_in_words(series)}" if len(series.unit) > SHORT_UNIT else ""
    demo = " (DEMO)" if latest.synthetic else ""
    name = f"{series.name[:1].upper()}{series.name[1:]}: " if series.name != measure.name else ""
    value = with_unit(latest.value, series)
    return f"{name}{subject.first_name} låg på {value} {latest.when}{unit}{demo}."


def _table(subject: Subject, head: Line | None, picture: Picture | None) -> Iterable[LatestValue]:
    """The latest value of whom the text speaks, of the county's own, and of the named averages."""
    if head and head.latest and subject.head_area is None:
        notes = [DERIVED.lower(), *(["DEMO"] if head.latest.synthetic else [])]
        value = with_unit(head.latest.value, subject.series)
        yield LatestValue(head.label, value, head.latest.period, ", ".join(notes))
    drawn = picture.table.heads if picture else ()
    averages = [area for area in subject.areas.groups if area.name in drawn]
    rows = _own(subject)
    if subject.head_area in averages:
        averages.remove(subject.head_area)
        rows.insert(0, subject.head_area)
    rows += [*averages, *(area for area in subject.areas.countries if subject.line(area))]
    for area in rows:
        yield _latest(subject, area.name, subject.values(area))


def _own(subject: Subject) -> list[StatisticalArea]:
    """The county's own areas of the kinds that the series has."""
    own = [*subject.areas.regions, *subject.areas.municipalities]
    kinds = {area.kind for area in own if subject.line(area)}
    return [area for area in own if area.kind in kinds]


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
        after = facts(found).successor
        successor = f" Efterföljare: {after}." if after else ""
        yield f"Källan slutade publicera serien {series.ends_year}.{successor}"
    if found.background:
        yield "Serien är en bakgrund till måttet och inte ett mått på det."
    if span := span_words(series):
        yield span
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
