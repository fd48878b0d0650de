"""What a median of our own is made of: each kommun's value, which leads on to its own source."""

from dataclasses import dataclass

from indicators.charts.scales import amount
from indicators.models import DataSeries, Gender, Measure, MeasureSource
from indicators.reading.areas import read_areas
from indicators.reading.figures import Value, read_figures
from indicators.reading.subject import Subject
from indicators.reading.tables import Cell, Row, figures_address
from indicators.reading.words import MISSING, unit_in_words, with_unit
from indicators.sources.base import Period


@dataclass(frozen=True, slots=True)
class MedianTrace:
    """The medians of one period, women's and men's too where they are told apart.

    `of` is how many of `everybody` have a value. The rows are the kommuner, each figure a link.
    """

    series: DataSeries
    source: MeasureSource
    address: str
    """Where the kommuner's figures are traced."""
    unit: str
    period: str
    text: str
    of: int
    everybody: int
    heads: tuple[str, ...]
    medians: tuple[str, ...]
    rows: tuple[Row, ...]
    synthetic: bool


def median_trace(measure: Measure, series_key: str, period: Period) -> MedianTrace | None:
    """The trace, or None when the series has no median for the period. Two queries."""
    source = next((s for s in measure.sources.all() if s.series.key == series_key), None)
    if source is None:
        return None
    areas = read_areas()
    kommuner = areas.municipalities
    place = (period.year, period.month)
    figures = read_figures([source.series_id], [area.pk for area in kommuner])
    subject = Subject(source.series, areas, figures)
    points = {}
    for gender in Gender:
        line = subject.median_line(gender.value)
        found = [p for p in line.known if (p.year, p.month) == place] if line else []
        if found:
            points[gender] = found[0]
    if Gender.TOTAL not in points:
        return None
    total = points[Gender.TOTAL]
    at = {
        (row.area, row.gender): row
        for row in figures.of_series(source.series_id)
        if (row.year, row.month) == place
    }
    rows = tuple(
        Row(area.name, tuple(_cell(at.get((area.pk, g.value)), area.code, source) for g in points))
        for area in kommuner
    )
    return MedianTrace(
        series=source.series,
        source=source,
        address=figures_address(measure, source.series),
        unit=unit_in_words(source.series),
        period=str(period),
        text=with_unit(total.value, source.series),
        of=total.of,
        everybody=len(kommuner),
        heads=tuple(str(gender.label).capitalize() for gender in points),
        medians=tuple(amount(p.value or 0, source.series.decimals) for p in points.values()),
        rows=rows,
        synthetic=any(row.synthetic for row in at.values()),
    )


def _cell(row: Value | None, code: str, source: MeasureSource) -> Cell:
    if row is None:
        return Cell(MISSING)
    if row.shown is None:
        return Cell(MISSING, (), code, row.period)
    return Cell(amount(row.shown, source.series.decimals), (), code, row.period)
