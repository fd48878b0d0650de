"""Small multiples: every kommun in a square of its own, all on the same scale."""

from dataclasses import dataclass

from indicators.charts.data import (
    SOME_INVENTED,
    Cut,
    Line,
    Measured,
    Point,
    invented,
    periods,
    runs,
)
from indicators.charts.lettering import LEADING, clean, shorten, width, wrap
from indicators.charts.lines import ROW, unit_words
from indicators.charts.paper import (
    WIDE,
    Dot,
    Drawing,
    KeyItem,
    Sheet,
    Stroke,
    draw_key,
    lines_of_text,
    path,
)
from indicators.charts.scales import Scale, Ticks, amount, value_ends

BETWEEN = 22.0
PLOT = 84.0
MANY = 20
"""With more squares than this, years stand only under the last of each column, and a made-up line
is marked at its last value alone: to hatch them all would take the room of the picture again."""
MISSING = "uppgift saknas"


@dataclass(frozen=True, slots=True)
class Multiples:
    """One line to a square. `behind` is the same grey line in each, to compare with."""

    lines: tuple[Line, ...]
    measured: Measured
    title: str
    description: str
    behind: Line | None = None
    cuts: tuple[Cut, ...] = ()

    @property
    def drawn(self) -> tuple[Line, ...]:
        """The lines that have a value, with the one behind them."""
        return tuple(line for line in (*self.lines, self.behind) if line and line.known)

    @property
    def invented(self) -> str:
        """What the key says of made-up figures."""
        return invented(line.synthetic for line in self.drawn)

    @property
    def hatched(self) -> bool:
        """True when made-up lines are hatched, and not only marked."""
        return len(self.lines) <= MANY


@dataclass(frozen=True, slots=True)
class _Square:
    left: float
    top: float
    x: Scale
    y: Scale


def draw_multiples(chart: Multiples, sheet: Sheet = WIDE) -> Drawing | None:
    """The squares in rows, or None when there is not one value to draw."""
    measured = periods(chart.drawn)
    if not periods(chart.lines):
        return None
    values = [
        point.value for line in chart.drawn for point in line.known if point.value is not None
    ]
    kind = chart.measured
    ticks = value_ends(values, floor=kind.lowest, ceiling=kind.highest)
    drawing = Drawing(sheet, 0, clean(chart.title), clean(chart.description))
    drawing.synthetic = bool(chart.invented)
    top = _head(drawing, chart, ticks)
    axis = max(width(ticks.label(value), sheet.small) for value in (ticks.low, ticks.high)) + 6
    columns = max(1, min(sheet.columns, len(chart.lines)))
    columns = _even(len(chart.lines), columns)
    side = (sheet.width - axis - BETWEEN * (columns - 1)) / columns
    side = min(side, 190.0) if sheet is WIDE else side
    words = sheet.small * LEADING
    tall = 2 * words + 6 + PLOT + ROW
    ends = [year + (month - 1) / 12 if month else float(year) for year, month in measured]
    for index, line in enumerate(chart.lines):
        left = axis + (index % columns) * (side + BETWEEN)
        place = top + (index // columns) * (tall + 10)
        base = place + 2 * words + 6 + PLOT
        square = _Square(
            round(left, 1),
            round(place, 1),
            Scale(min(ends), max(ends), left + 3, left + side - 5),
            Scale(ticks.low, ticks.high, base, base - PLOT),
        )
        _draw_square(drawing, chart, line, square, measured)
        _draw_square_axes(drawing, ticks, square, side, first=index % columns == 0)
        if len(chart.lines) <= MANY or index + columns >= len(chart.lines):
            _draw_years(drawing, square, side)
    rows = -(-len(chart.lines) // columns)
    drawing.height = round(top + rows * (tall + 10), 1)
    draw_key(drawing, _key(chart, drawing))
    return drawing


def _even(count: int, columns: int) -> int:
    """As few empty places in the last row as the number of rows allows."""
    rows = -(-count // columns)
    return -(-count // rows)


def _head(drawing: Drawing, chart: Multiples, ticks: Ticks) -> float:
    sheet = drawing.sheet
    room = sheet.width - (width("DEMO", sheet.small, bold=True) + 14 if drawing.synthetic else 0)
    head = wrap(clean(unit_words(chart.measured, ticks)), room, sheet.small)
    tall = sheet.small * LEADING * len(head)
    drawing.texts += lines_of_text(head, 0, tall / 2, sheet.small)
    if drawing.synthetic:
        drawing.demo_tag()
    return tall + 12


def _draw_square(
    drawing: Drawing, chart: Multiples, line: Line, square: _Square, measured: list[tuple[int, int]]
) -> None:
    sheet, step = drawing.sheet, drawing.sheet.small * LEADING
    room = square.x.end - square.left + 5
    name = shorten(clean(line.label), room, sheet.small, bold=True)
    end = line.latest
    if end is None or end.value is None:
        said = MISSING
    else:
        said = f"{amount(end.value, chart.measured.decimals)} ({end.period})"
    drawing.texts += lines_of_text(
        [name], square.left, square.top + step / 2, sheet.small, kind="ink", bold=True
    )
    drawing.texts += lines_of_text(
        [shorten(said, room, sheet.small)],
        square.left,
        square.top + step * 1.5,
        sheet.small,
        kind="soft" if end is None else "act",
    )
    if behind := chart.behind:
        hatched = behind.synthetic and chart.invented == SOME_INVENTED
        for piece in runs(behind, measured, chart.cuts):
            if piece[1:]:
                d = path((square.x(p.at), square.y(p.value)) for p in piece if p.value is not None)
                drawing.grid.append(Stroke(d, "edge", 1.2, "4 3", hatched))
            else:
                drawing.dots.append(_dot(square, piece[0], "edge", 2, cut=hatched))
    for piece in runs(line, measured, chart.cuts):
        if piece[1:]:
            d = path((square.x(p.at), square.y(p.value)) for p in piece if p.value is not None)
            hatched = line.synthetic and chart.hatched
            drawing.strokes.append(Stroke(d, "act", 2.2, "", hatched))
        for point in piece:
            if not piece[1:] or point is end or point.preliminary or point.revised:
                cut = point.synthetic and (not piece[1:] or not chart.hatched)
                drawing.dots.append(_dot(square, point, "act", 4 if cut else 3, cut=cut))


def _dot(square: _Square, point: Point, kind: str, r: float, *, cut: bool) -> Dot:
    """A mark at a value: one that no line leads to is seen by this alone."""
    x, y = square.x(point.at), square.y(point.value or 0.0)
    return Dot(x, y, kind, r=r, open=point.preliminary, ring=point.revised, cut=cut)


def _draw_square_axes(
    drawing: Drawing, ticks: Ticks, square: _Square, side: float, *, first: bool
) -> None:
    sheet = drawing.sheet
    right = round(square.left + side, 1)
    for value in (ticks.low, ticks.high):
        y = square.y(value)
        kind = "edge" if value == ticks.low else "line"
        drawing.grid.append(Stroke(path([(square.left, y), (right, y)]), kind, 1))
        if first:
            drawing.texts += lines_of_text(
                [ticks.label(value)], square.left - 6, y, sheet.small, anchor="end"
            )


def _draw_years(drawing: Drawing, square: _Square, side: float) -> None:
    sheet, right = drawing.sheet, round(square.left + side, 1)
    begins, ends = int(square.x.low), int(square.x.high)
    middle = square.y.start + 11
    drawing.texts += lines_of_text([str(begins)], square.left, middle, sheet.small)
    if begins != ends and side > 2 * width("2000", sheet.small) + 8:
        drawing.texts += lines_of_text([str(ends)], right, middle, sheet.small, anchor="end")


def _key(chart: Multiples, drawing: Drawing) -> list[KeyItem]:
    points = [point for line in chart.lines for point in line.known]
    found = [KeyItem("behind", chart.behind.label)] if chart.behind else []
    if any(point.preliminary for point in points):
        found.append(KeyItem("preliminary", "kan vara preliminär"))
    if any(point.revised for point in points):
        found.append(KeyItem("revised", "reviderat värde"))
    if drawing.synthetic:
        found.append(KeyItem("demo" if chart.hatched else "demo dot", chart.invented))
    return found
