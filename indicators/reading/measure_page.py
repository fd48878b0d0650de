"""Everything that a measure's page shows. Ten queries, however many figures there are."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from indicators.charts.data import Line
from indicators.models import (
    DataSeries,
    Gender,
    Indicator,
    Measure,
    MeasureSource,
    Reflection,
    StatisticalArea,
)
from indicators.reading.adopted import Decided, decision_of
from indicators.reading.areas import Areas, Members, read_areas
from indicators.reading.change import change_words
from indicators.reading.definitions import Definition, definitions_of
from indicators.reading.figures import read_figures
from indicators.reading.measures import chosen_source, facts
from indicators.reading.pictures import (
    Picture,
    main_picture,
    per_kommun,
    spread_of_kommuner,
    women_and_men,
)
from indicators.reading.steered import Steered, steered
from indicators.reading.subject import Subject
from indicators.reading.tables import figures_address
from indicators.reading.words import MEDIAN, SHORT_UNIT, span_words, unit_in_words, with_unit
from indicators.steering import steering_towards


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest value: of whom, how much, and when."""

    who: str
    text: str
    period: str
    area: str
    synthetic: bool
    preliminary: bool
    revised: bool
    unit: str = ""
    """The unit in words, where it is too long to stand with the number."""
    when: str = ""
    """The period in a sentence."""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A value to reach. `area` is empty when it holds for all of the county."""

    year: int
    text: str
    area: str
    decided: bool
    decision: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a series, an area and a gender; the usual ones when empty."""

    series: str = ""
    area: str = ""
    gender: str = "T"


@dataclass
class MeasurePage:
    """A measure as it is read. `source` is None where no series is proposed to show."""

    measure: Measure
    indicators: list[Indicator]
    sources: list[MeasureSource]
    source: MeasureSource | None
    areas: Areas
    subject: Subject | None
    latest: Latest | None
    compared: list[Latest]
    change: list[str]
    main: Picture | None
    kommuner: Picture | None
    spread: Picture | None
    lacking: str
    gender: Picture | None
    groups: list[tuple[StatisticalArea, Members]]
    steered: list[Steered]
    reflections: list[Reflection]
    definitions: list[Definition]
    asked: Asked
    focus: StatisticalArea | None = None
    targets: list["TargetRow"] = field(default_factory=list)
    decided: Decided | None = None

    @property
    def synthetic(self) -> bool:
        """True when any figure on the page is made up."""
        return bool(self.subject and self.subject.synthetic)

    @property
    def failed_at(self) -> datetime | None:
        """When the source could not be read, if the latest try failed."""
        return facts(self.source).failed_at if self.source else None

    @property
    def series(self) -> DataSeries | None:
        """The series that is shown."""
        return self.source.series if self.source else None

    @property
    def counts(self) -> str:
        """What the series counts, where the measure's name does not say it."""
        name = self.series.name if self.series else ""
        return "" if name == self.measure.name else name

    @property
    def about(self) -> str:
        """Whom and what the first sentence is about, where the heading does not say it."""
        words = ", ".join(filter(None, (self.counts, self._gender)))
        return words[:1].upper() + words[1:]

    @property
    def compared_title(self) -> str:
        """What is compared: of which period, and of women or men alone."""
        gender = f", {self._gender}" if self._gender else ""
        return f"Jämförelse {self.latest.period}{gender}" if self.latest else ""

    @property
    def _gender(self) -> str:
        gender = Gender(self.asked.gender)
        return "" if gender == Gender.TOTAL else str(gender.label)

    @property
    def span(self) -> str:
        """How many years each value covers, where that is not one year everywhere."""
        return span_words(self.series) if self.series else ""

    @property
    def missing(self) -> str:
        """Why there is no latest value to begin with: of whom, or of the measure at all."""
        if self.source is None:
            if self.measure.status == Measure.Status.MISSING:
                why = "" if self.measure.note else " Inget lämpligt mått har hittats än."
                return f"Mått saknas.{why}"
            return "Uppgift saknas. Det finns ingen föreslagen källa för måttet än."
        whom = " i ".join(filter(None, (self._gender, self.focus.name if self.focus else "")))
        if whom:
            return f"Uppgift saknas för {whom}."
        return "Uppgift saknas. Inga värden finns för måttet än."

    @property
    def figures_address(self) -> str:
        """Where the figures of the series are traced; empty where there is no series."""
        return figures_address(self.measure, self.series) if self.series else ""

    @property
    def successor(self) -> str:
        """The series that goes on where this one ended; empty when none is known."""
        return facts(self.source).successor if self.source else ""

    @property
    def shared(self) -> list[dict[str, str]]:
        """The other measures that the series stands for too, each with its key and name."""
        return facts(self.source).shared if self.source else []

    @property
    def others(self) -> list[MeasureSource]:
        """The other series that could stand for the measure."""
        return [each for each in self.sources if each != self.source]


class NoSuchChoice(Exception):
    """The address asks for a series or an area that the measure does not have."""


def subject_of(
    measure: Measure, areas: Areas, asked: Asked
) -> tuple[MeasureSource | None, Subject | None, StatisticalArea | None]:
    """The series and area asked for, with its values. Raises NoSuchChoice. One query."""
    source = chosen_source(measure.sources.all(), asked.series)
    focus = areas.by_code(asked.area) if asked.area else None
    if (asked.series and source is None) or (asked.area and focus is None):
        raise NoSuchChoice
    if source is None:
        return None, None, focus
    figures = read_figures([source.series_id], [area.pk for area in areas.all])
    told = facts(source)
    return source, Subject(source.series, areas, figures, told.breaks, told.targets), focus


def measure_page(measure: Measure, asked: Asked) -> MeasurePage:
    """Read and compute the page. `measure` comes from `measures_with_sources`."""
    areas = read_areas()
    source, subject, focus = subject_of(measure, areas, asked)
    head = _head(subject, focus, asked.gender)
    sources = list(measure.sources.all())
    return MeasurePage(
        measure=measure,
        indicators=list(measure.indicators.all()),
        sources=sources,
        source=source,
        areas=areas,
        subject=subject,
        latest=_latest(subject, head, _area(subject, focus)),
        compared=_compared(subject, head, asked.gender),
        change=_change(subject, head, focus),
        main=main_picture(subject, focus, asked.gender) if subject else None,
        kommuner=per_kommun(subject, asked.gender) if subject else None,
        spread=spread_of_kommuner(subject, asked.gender) if subject else None,
        lacking=_lacking(subject, asked.gender),
        gender=women_and_men(subject, focus) if subject else None,
        groups=_groups(areas, subject),
        steered=steered(steering_towards([measure.pk]), head, subject, focus),
        reflections=_reflections(measure),
        definitions=definitions_of(measure, sources),
        asked=asked,
        focus=focus,
        targets=_targets(subject, areas),
        decided=decision_of(measure),
    )


def _change(subject: Subject | None, head: Line | None, focus: StatisticalArea | None) -> list[str]:
    if subject is None or head is None:
        return []
    span = subject.series.span_of(focus)
    return change_words(head, subject.series, tuple(c.year for c in subject.cuts), span=span)


def _area(subject: Subject | None, focus: StatisticalArea | None) -> StatisticalArea | None:
    return focus or (subject.head_area if subject else None)


def _head(subject: Subject | None, focus: StatisticalArea | None, gender: str) -> Line | None:
    if subject is None:
        return None
    return subject.line(focus, gender=gender) if focus else subject.headline(gender)


def _latest(
    subject: Subject | None, line: Line | None, area: StatisticalArea | None
) -> Latest | None:
    if subject is None or line is None or line.latest is None:
        return None
    point = line.latest
    return Latest(
        line.label if area else "Medianen av länets kommuner",
        with_unit(point.value, subject.series),
        point.period,
        area.code if area else MEDIAN,
        point.synthetic,
        point.preliminary,
        point.revised,
        unit_in_words(subject.series) if len(subject.series.unit) > SHORT_UNIT else "",
        point.when,
    )


def _compared(subject: Subject | None, head: Line | None, gender: str) -> list[Latest]:
    """What the latest value stands beside: only values of the very same period."""
    if subject is None or head is None or head.latest is None:
        return []
    period = (head.latest.year, head.latest.month)
    found = []
    for area in (*subject.areas.countries, *subject.areas.groups):
        for row in subject.values(area, gender):
            if (row.year, row.month) == period and row.shown is not None:
                if area.name == head.label:
                    continue
                found.append(
                    Latest(
                        area.name,
                        with_unit(row.shown, subject.series),
                        row.period,
                        area.code,
                        row.synthetic,
                        row.preliminary,
                        row.revised,
                    )
                )
    return found


def _lacking(subject: Subject | None, gender: str) -> str:
    period = subject.latest_shared(gender) if subject else None
    return subject.lacking(period, gender) if subject and period else ""


def _targets(subject: Subject | None, areas: Areas) -> list[TargetRow]:
    if subject is None:
        return []
    names = {area.pk: area.name for area in areas.all}
    return [
        TargetRow(
            each["year"],
            with_unit(each["value"], subject.series),
            names.get(each["area"], ""),
            each["decided"],
            each["decision"],
        )
        for each in subject.targets
    ]


def _groups(areas: Areas, subject: Subject | None) -> list[tuple[StatisticalArea, Members]]:
    if subject is None:
        return []
    shown = [area for area in areas.groups if subject.line(area)]
    return [(area, members) for area in shown if (members := areas.members(area))]


def _reflections(measure: Measure) -> list[Reflection]:
    """What bodies have published on the measure, or on its indicators as a whole."""
    indicators = [each.pk for each in measure.indicators.all()]
    about = Q(measure=measure) | Q(measure=None, indicator__in=indicators)
    return list(Reflection.objects.published().filter(about))
