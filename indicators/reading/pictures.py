"""The pictures of a measure's page, each with its table of the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts import describe
from indicators.charts.data import Line, Role
from indicators.charts.lines import LineChart, draw_lines
from indicators.charts.multiples import Multiples, draw_multiples
from indicators.charts.render import Figure
from indicators.charts.scales import amount
from indicators.charts.spread import Mark, SpreadChart, draw_spread
from indicators.models import StatisticalArea
from indicators.reading.figures import Value, last_written
from indicators.reading.subject import Subject
from indicators.reading.tables import Column, Table, table_of
from indicators.reading.words import DERIVED, source_line

GENDER_WORDS = {"T": "totalt", "K": "kvinnor", "M": "män"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its table. `synthetic` when any value in it is made up."""

    figure: Figure
    table: Table
    synthetic: bool

    @property
    def values(self) -> int:
        """How many values there are to draw."""
        return sum(cell.known for row in self.table.rows for cell in row.cells)


def main_picture(
    subject: Subject, focus: StatisticalArea | None = None, gender: str = "T"
) -> Picture | None:
    """What is asked about among its peers: the region's, or the kommuner's, course."""
    area = focus or subject.head_area
    own = subject.line(area, Role.OWN, gender) if area else subject.median_line(gender)
    if own is None:
        return None
    among_kommuner = (
        area is None or area in subject.areas.municipalities or (area in subject.areas.groups)
    )
    peers_are = "länets kommuner" if among_kommuner else "liknande regioner"
    others = subject.areas.municipalities if among_kommuner else subject.areas.peers
    others = tuple(each for each in others if each != area)
    references = tuple(each for each in subject.areas.countries if each != area)
    averages = tuple(
        each
        for each in subject.areas.groups
        if each != area and subject.areas.is_county_average(each) == among_kommuner
    )
    lines = [
        own,
        *subject.lines(others, Role.PEER, gender),
        *subject.lines(averages, Role.OTHER, gender),
        *subject.lines(references, Role.REFERENCE, gender),
    ]
    goals = subject.goals(area) if gender == "T" else ()
    title = headline(subject, own, gender)
    kind = subject.measured
    chart = LineChart(
        tuple(lines),
        kind,
        title,
        describe.of_lines(lines, kind, subject.cuts, goals),
        subject.cuts,
        goals,
        peers_are,
    )
    columns = [Column(own.label, subject.values(area, gender) if area else None, area, own)]
    columns += [
        Column(each.name, subject.values(each, gender), each)
        for each in (*references, *averages, *others)
        if subject.line(each, Role.PEER, gender)
    ]
    notes = [] if area else [f"{own.label}: {DERIVED.lower()}."]
    caption = f"{subject.series.name}, {GENDER_WORDS[gender]}"
    return _picture(subject, "utveckling", chart, columns, caption, *notes)


def headline(subject: Subject, line: Line, gender: str = "T") -> str:
    """The picture's title: what it is, and the latest value with its period."""
    latest = line.latest
    name = _named(subject, gender).removesuffix(",")
    if latest is None or latest.value is None:
        return name
    number = amount(latest.value, subject.series.decimals)
    unit = "\u00a0%" if subject.series.unit == "%" else ""
    return f"{name}: {line.label} {number}{unit} {latest.when}"


def _named(subject: Subject, gender: str) -> str:
    """What is shown and of whom: nobody may take the women's figures for everybody's."""
    return subject.series.name + (f", {GENDER_WORDS[gender]}," if gender != "T" else "")


def _picture(
    subject: Subject,
    key: str,
    chart: LineChart,
    columns: Sequence[Column],
    caption: str,
    *notes: str,
) -> Picture:
    table = table_of(subject, caption, columns)
    figure = Figure(
        key,
        chart.title,
        lambda sheet: draw_lines(chart, sheet),
        source(subject, [value for column in columns for value in column.values or ()]),
        [*notes, *(f"Brott {cut.year}: {cut.note}" for cut in chart.cuts), *subject.other_methods],
    )
    return Picture(figure, table, any(line.synthetic for line in chart.lines))


def source(subject: Subject, values: Sequence[Value]) -> str:
    """The source of what the picture shows."""
    known = [value for value in values if value.shown is not None]
    found = {value.provenance for value in known}
    years = sorted({value.year for value in known})
    span = f"{years[0]}–{years[-1]}" if years[1:] else "".join(map(str, years))
    return source_line(subject.series, found, span, last_written(known))


def per_kommun(subject: Subject, gender: str = "T") -> Picture | None:
    """Every kommun in a square of its own."""
    areas = subject.areas.municipalities
    lines = tuple(
        subject.line(area, Role.OWN, gender) or Line(area.name, (), Role.OWN) for area in areas
    )
    if not any(line.known for line in lines):
        return None
    behind = next(iter(subject.lines(subject.areas.countries, Role.REFERENCE, gender)), None)
    behind = behind or subject.median_line(gender, Role.REFERENCE)
    title = f"{_named(subject, gender)} i varje kommun"
    kind = subject.measured
    draft = Multiples(lines, kind, title, "", behind, subject.cuts)
    chart = Multiples(lines, kind, title, describe.of_multiples(draft), behind, subject.cuts)
    columns = [Column(area.name, subject.values(area, gender), area) for area in areas]
    values = [value for column in columns for value in column.values or ()]
    return Picture(
        Figure(
            "kommuner",
            title,
            lambda sheet: draw_multiples(chart, sheet),
            source(subject, values),
        ),
        table_of(subject, title if gender != "T" else f"{title}, totalt", columns),
        any(line.synthetic for line in lines),
    )


def women_and_men(subject: Subject, focus: StatisticalArea | None = None) -> Picture | None:
    """Women and men in the area that speaks first."""
    area = focus or subject.head_area
    lines = []
    for gender, label, marker in (("K", "Kvinnor", "circle"), ("M", "Män", "square")):
        line = subject.line(area, Role.OWN, gender, label) if area else subject.median_line(gender)
        if line:
            lines.append(Line(label, line.points, Role.OWN, marker))
    if not lines:
        return None
    where = area.name if area else "median av länets kommuner"
    title = f"{subject.series.name}, kvinnor och män, {where}"
    kind = subject.measured
    chart = LineChart(
        tuple(lines), kind, title, describe.of_lines(lines, kind, subject.cuts), subject.cuts
    )
    columns = [
        Column(
            line.label,
            subject.values(area, "K" if line.label == "Kvinnor" else "M") if area else None,
            area,
            line,
        )
        for line in lines
    ]
    notes = [] if area else [f"Median av länets kommuner: {DERIVED.lower()}."]
    return _picture(subject, "kon", chart, columns, title, *notes)


def spread_of_kommuner(subject: Subject, gender: str = "T") -> Picture | None:
    """The kommuner in the last period that they share, with their median."""
    period = subject.latest_shared(gender)
    areas = subject.areas.municipalities
    if period is None or not areas[1:]:
        return None
    rows = {area: _at(subject.values(area, gender), period) for area in areas}
    marks = tuple(_mark(area.name, row) for area, row in rows.items())
    country = next(iter(subject.areas.countries), None)
    reference = None
    if country and (row := _at(subject.values(country, gender), period)):
        reference = _mark(country.name, row)
    name = f"{period[0]}-{period[1]:02}" if period[1] else str(period[0])
    title = f"{_named(subject, gender)} i länets kommuner {name}"
    draft = SpreadChart(marks, subject.measured, name, title, "", reference)
    chart = SpreadChart(marks, subject.measured, name, title, describe.of_spread(draft), reference)
    columns = [Column(area.name, [row] if row else [], area) for area, row in rows.items()]
    values = [row for row in rows.values() if row]
    notes = [f"Medianen: {DERIVED.lower()}."] if chart.middle is not None else []
    return Picture(
        Figure(
            "spridning",
            title,
            lambda sheet: draw_spread(chart, sheet),
            source(subject, values),
            notes,
        ),
        table_of(subject, title, columns),
        any(mark.synthetic for mark in marks),
    )


def _at(values: Sequence[Value], period: tuple[int, int]) -> Value | None:
    return next((row for row in values if (row.year, row.month) == period), None)


def _mark(name: str, row: Value | None) -> Mark:
    if row is None:
        return Mark(name, None)
    return Mark(name, row.shown, row.synthetic, row.preliminary)
