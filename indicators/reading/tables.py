"""The table beside every picture: the same figures, each a link to where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.charts.data import Line, Point
from indicators.charts.scales import amount
from indicators.models import DataSeries, Measure, StatisticalArea
from indicators.reading.figures import Value
from indicators.reading.subject import Subject
from indicators.reading.words import MEDIAN, MISSING, unit_in_words


@dataclass(frozen=True, slots=True)
class Column:
    """An area's values; or the kommuner's median, which is calculated and not stored."""

    head: str
    values: Sequence[Value] | None
    area: StatisticalArea | None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is read, with what there is to say of it and what it leads to."""

    text: str
    marks: tuple[str, ...] = ()
    area: str = ""
    period: str = ""

    @property
    def known(self) -> bool:
        """False for a value that is missing."""
        return bool(self.text) and self.text != MISSING


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a period, the latest first; or of a kommun, in a period."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of a picture."""

    caption: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    synthetic: bool = False


def figures_address(measure: Measure, series: DataSeries) -> str:
    """Where the figures of the series are traced: an area's code and a period come after."""
    return f"/matt/{measure.key}/varde/{series.key}/"


def table_of(subject: Subject, caption: str, columns: Sequence[Column]) -> Table:
    """The columns' values by period. A period that an area has no value for says so."""
    decimals = subject.series.decimals
    everybody = len(subject.areas.municipalities)
    cells = [_cells(column, decimals, everybody) for column in columns]
    periods = sorted({period for each in cells for period in each}, reverse=True)
    rows = tuple(
        Row(_word(period), tuple(each.get(period, Cell(MISSING)) for each in cells))
        for period in periods
    )
    synthetic = any(value.synthetic for column in columns for value in column.values or ()) or any(
        column.line.synthetic for column in columns if column.line
    )
    heads = tuple(column.head for column in columns)
    return Table(caption, unit_in_words(subject.series), heads, rows, synthetic)


def _word(period: tuple[int, int]) -> str:
    year, month = period
    return f"{year}-{month:02}" if month else str(year)


def _cells(column: Column, decimals: int, everybody: int) -> dict[tuple[int, int], Cell]:
    if column.values is None or column.area is None:
        points = column.line.known if column.line else ()
        return {
            (point.year, point.month): _calculated(point, decimals, everybody) for point in points
        }
    code = column.area.code
    return {(row.year, row.month): _cell(row, decimals, code) for row in column.values}


def _calculated(point: Point, decimals: int, everybody: int) -> Cell:
    marks = (f"av {point.of} kommuner",) if point.of < everybody else ()
    return Cell(amount(point.value or 0, decimals), marks, MEDIAN, point.period)


def _cell(row: Value, decimals: int, code: str) -> Cell:
    if row.withdrawn:
        return Cell(MISSING, ("borttagen hos källan",), code, row.period)
    if row.value is None:
        return Cell(MISSING, (), code, row.period)
    marks = []
    if row.revised:
        marks.append("reviderad")
    if row.preliminary:
        marks.append("kan vara preliminär")
    return Cell(amount(row.value, decimals), tuple(marks), code, row.period)
