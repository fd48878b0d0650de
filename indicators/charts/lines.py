"""Lines over time: one area among its peers, or women and men, with targets and breaks."""

from dataclasses import dataclass, field

from indicators.charts.data import (
    SOME_INVENTED,
    Cut,
    Goal,
    Line,
    Measured,
    Point,
    Role,
    invented,
    periods,
    runs,
)
from indicators.charts.labels import Wanted, spread
from indicators.charts.lettering import LEADING, clean, widest, width, wrap
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
from indicators.charts.scales import Scale, Ticks, amount, value_ticks, year_ticks

ROW = 20.0
GAP = 14.0
BESIDE = 3.0
"""A label this near its line's end needs no thread to it."""
ORDER = (Role.PEER, Role.OTHER, Role.REFERENCE, Role.OWN)
KIND = {Role.OWN: "act", Role.REFERENCE: "soft", Role.OTHER: "soft", Role.PEER: "edge"}
THICK = {Role.OWN: 3.0, Role.REFERENCE: 1.8, Role.OTHER: 1.8, Role.PEER: 1.0}
DASH = {Role.OWN: "", Role.REFERENCE: "7 4", Role.OTHER: "2 3", Role.PEER: ""}


@dataclass(frozen=True, slots=True)
class LineChart:
    """What is to be drawn. `peers_are` names the thin lines where there is no room for labels."""

    lines: tuple[Line, ...]
    measured: Measured
    title: str
    description: str
    cuts: tuple[Cut, ...] = ()
    goals: tuple[Goal, ...] = ()
    peers_are: str = ""


@dataclass(slots=True)
class _Plot:
    """Where the figures stand on the sheet."""

    chart: LineChart
    drawing: Drawing
    ticks: Ticks
    measured: list[tuple[int, int]]
    labels: list["_Label"]
    top: float = 0
    x: Scale = field(default_factory=lambda: Scale(0, 1, 0, 1))
    y: Scale = field(default_factory=lambda: Scale(0, 1, 0, 1))

    @property
    def invented(self) -> str:
        """What the key says of made-up figures."""
        return invented(line.synthetic for line in self.chart.lines if line.known)

    @property
    def bottom(self) -> float:
        return self.y.start


@dataclass(frozen=True, slots=True)
class _Label:
    text: tuple[str, ...]
    kind: str
    bold: bool
    at: float
    value: float
    priority: int


def draw_lines(chart: LineChart, sheet: Sheet = WIDE) -> Drawing | None:
    """The picture, or None when there is not one value to draw."""
    measured = periods(chart.lines)
    if not measured:
        return None
    values = [
        point.value for line in chart.lines for point in line.known if point.value is not None
    ]
    values += [goal.value for goal in chart.goals]
    if not values[1:]:
        # Around a value alone an axis would only seem to say how large it is.
        values.append(0.0)
    kind = chart.measured
    ticks = value_ticks(values, floor=kind.lowest, ceiling=kind.highest)
    drawing = Drawing(sheet, 0, clean(chart.title), clean(chart.description))
    drawing.synthetic = any(line.synthetic for line in chart.lines)
    plot = _Plot(chart, drawing, ticks, measured, _labels(chart, sheet))
    _lay_out(plot)
    _draw_axes(plot)
    _draw_cuts(plot)
    for line in sorted(chart.lines, key=lambda each: ORDER.index(each.role)):
        _draw_line(plot, line)
    _draw_goals(plot)
    _draw_labels(plot)
    draw_key(drawing, _key(plot))
    return drawing


def unit_words(measured: Measured, ticks: Ticks) -> str:
    """What the axis counts, and where it begins when that is not at zero."""
    unit = "procent" if measured.percent else measured.unit
    starts = "" if ticks.low == 0 else f"skalan börjar vid {ticks.label(ticks.low)}"
    return ", ".join(part for part in (unit, starts) if part)


def _labels(chart: LineChart, sheet: Sheet) -> list[_Label]:
    """What stands at the end of each line, and of the target path."""
    found = []
    last = max(periods(chart.lines))
    for index, line in enumerate(chart.lines):
        end = line.latest
        if end is None or end.value is None or (line.role == Role.PEER and sheet is not WIDE):
            continue
        bold = line.role == Role.OWN
        older = "" if (end.year, end.month) == last else f" ({end.period})"
        number = f"{amount(end.value, chart.measured.decimals)}{older}"
        words = _label_words(clean(line.label), number, sheet, bold=bold)
        priority = 100 * ORDER.index(line.role) - index
        found.append(_Label(tuple(words), _kind(line), bold, end.at, end.value, priority))
    if chart.goals:
        goal = max(chart.goals, key=lambda each: each.year)
        number = amount(goal.value, chart.measured.decimals)
        word = "Mål" if goal.decided else "Förslag till mål"
        words = wrap(f"{word} {goal.year}: {number}", sheet.label_room, sheet.small)
        found.append(_Label(tuple(words), "accent", False, float(goal.year), goal.value, 350))
    return found


def _label_words(name: str, number: str, sheet: Sheet, *, bold: bool) -> list[str]:
    """The name in as many lines as the sheet allows, and the number, which is never cut."""
    room, size = sheet.label_room, sheet.small
    *above, last = wrap(name, room, size, bold=bold, most=sheet.label_lines)
    both = f"{last} {number}"
    fits = width(both, size, bold=bold) <= room
    return [*above, both] if fits else [*above, last, number]


def _lay_out(plot: _Plot) -> None:
    sheet, drawing = plot.drawing.sheet, plot.drawing
    demo = width("DEMO", sheet.small, bold=True) + GAP if drawing.synthetic else 0
    unit = unit_words(plot.chart.measured, plot.ticks)
    head = wrap(clean(unit), sheet.width - demo, sheet.small)
    drawing.texts += lines_of_text(head, 0, sheet.small * LEADING * len(head) / 2, sheet.small)
    if drawing.synthetic:
        drawing.demo_tag()
    top = sheet.small * LEADING * len(head) + 14
    left = widest([plot.ticks.label(value) for value in plot.ticks.values], sheet.small) + 8
    column = max(
        (widest(each.text, sheet.small, bold=each.bold) for each in plot.labels), default=0
    )
    right = sheet.width - (column + GAP + 2 if column else 6)
    ends = [year + (month - 1) / 12 if month else year for year, month in plot.measured]
    ends += [goal.year for goal in plot.chart.goals]
    # The first and last points keep clear of the edges of the plot.
    plot.x = Scale(min(ends), max(ends), left + 6, right - 4)
    rows = _cut_rows(plot) if plot.chart.cuts else 0
    plot.top = top
    top += rows * ROW + (4 if rows else 0)
    plot.y = Scale(plot.ticks.low, plot.ticks.high, top + sheet.plot_height, top)
    drawing.height = top + sheet.plot_height + ROW + 8


def _draw_axes(plot: _Plot) -> None:
    drawing, sheet = plot.drawing, plot.drawing.sheet
    left, right = plot.x.start - 6, plot.x.end + 4
    for value in plot.ticks.values:
        y = plot.y(value)
        base = value == plot.ticks.low
        drawing.grid.append(
            Stroke(path([(round(left, 1), y), (round(right, 1), y)]), "edge" if base else "line", 1)
        )
        text = plot.ticks.label(value)
        drawing.texts += lines_of_text([text], left - 8, y, sheet.small, anchor="end")
    first, last = int(plot.x.low), int(plot.x.high)
    room = width("2000", sheet.small) + 14
    for year in year_ticks(first, last, plot.x.end - plot.x.start, room):
        if year < plot.x.low:
            continue
        x = plot.x(year)
        drawing.grid.append(Stroke(path([(x, plot.bottom), (x, plot.bottom + 5)]), "edge", 1))
        half = width(str(year), sheet.small) / 2
        # The last year may stand at the sheet's edge, where its middle would not fit.
        middle = min(x, sheet.width - half)
        drawing.texts += lines_of_text(
            [str(year)], middle, plot.bottom + 16, sheet.small, anchor="middle"
        )


def _cut_words(cut: Cut) -> str:
    return f"Brott {cut.year}"


def _cut_rows(plot: _Plot) -> int:
    return max((row for _cut, _x, row in _placed_cuts(plot)), default=-1) + 1


def _placed_cuts(plot: _Plot) -> list[tuple[Cut, float, int]]:
    """Each break between two values, with the first row where its words stand free."""
    size, ends, placed = plot.drawing.sheet.small, list[float](), []
    for cut in sorted(plot.chart.cuts, key=lambda each: each.year):
        if not plot.x.low < cut.year <= plot.x.high:
            continue
        x = plot.x(cut.year - 0.5)
        start = min(x, plot.drawing.width - width(_cut_words(cut), size))
        row = next((i for i, end in enumerate(ends) if end + GAP <= start), len(ends))
        ends[row : row + 1] = [start + width(_cut_words(cut), size)]
        placed.append((cut, x, row))
    return placed


def _draw_cuts(plot: _Plot) -> None:
    sheet = plot.drawing.sheet
    for cut, x, row in _placed_cuts(plot):
        y = plot.top + row * ROW + ROW / 2
        words = _cut_words(cut)
        start = min(x + 4, plot.drawing.width - width(words, sheet.small))
        plot.drawing.texts += lines_of_text([words], start, y, sheet.small, kind="ink")
        plot.drawing.grid.append(
            Stroke(path([(x, round(y - 8, 1)), (x, plot.bottom)]), "ink", 1, "3 3")
        )


def _place(plot: _Plot, point: Point) -> tuple[float, float]:
    assert point.value is not None  # noqa: S101 - only known points are placed
    return plot.x(point.at), plot.y(point.value)


def _kind(line: Line) -> str:
    """The colour's role. Two lines that are both asked about are told apart by it, too."""
    return "ink" if line.marker == "square" else KIND[line.role]


def _draw_line(plot: _Plot, line: Line) -> None:
    kind, thick = _kind(line), THICK[line.role]
    dash = "9 4" if line.marker == "square" else DASH[line.role]
    # Where all lines are made up the key says so, and one that is hatched is enough for the eye.
    hatched = line.synthetic and (line.role == Role.OWN or plot.invented == SOME_INVENTED)
    for piece in runs(line, plot.measured, plot.chart.cuts):
        firm = [point for point in piece if not point.preliminary]
        if firm[1:]:
            d = path(_place(plot, point) for point in firm)
            plot.drawing.strokes.append(Stroke(d, kind, thick, dash, hatched))
        for before, point in zip([None, *piece], piece, strict=False):
            if point.preliminary and before is not None:
                d = path([_place(plot, before), _place(plot, point)])
                plot.drawing.strokes.append(Stroke(d, kind, thick, "1 5", hatched))
        for point in piece:
            _draw_mark(plot, line, point, alone=len(piece) == 1)


def _draw_mark(plot: _Plot, line: Line, point: Point, *, alone: bool) -> None:
    """A mark where it says something: an own value, a state, an end, or a value all alone."""
    said = point.preliminary or point.revised
    own = line.role == Role.OWN
    if not (own or said or alone or (line.latest == point and plot.labels)):
        return
    x, y = _place(plot, point)
    cut = point.synthetic and alone and not own
    radius = 3.5 if own else 4 if cut else 2.2
    plot.drawing.dots.append(
        Dot(
            x,
            y,
            _kind(line),
            line.marker or "circle",
            radius,
            open=point.preliminary,
            ring=point.revised,
            cut=cut,
        )
    )


def _draw_goals(plot: _Plot) -> None:
    goals = sorted(plot.chart.goals, key=lambda each: each.year)
    for before, goal in zip([None, *goals], goals, strict=False):
        x, y = plot.x(goal.year), plot.y(goal.value)
        dash = "" if goal.decided else "2 4"
        if before is not None:
            d = path([(plot.x(before.year), plot.y(before.value)), (x, y)])
            plot.drawing.strokes.append(Stroke(d, "accent", 2, dash))
        plot.drawing.dots.append(Dot(x, y, "accent", "diamond", 4, open=not goal.decided))


def _draw_labels(plot: _Plot) -> None:
    drawing, sheet = plot.drawing, plot.drawing.sheet
    step = sheet.small * LEADING
    wanted = [
        Wanted(plot.y(each.value), step * len(each.text) + 2, each.priority) for each in plot.labels
    ]
    # Between the words of the breaks above the plot and the years below it.
    middles = spread(wanted, plot.y.end - 5, plot.bottom + 6)
    column = plot.x.end + 4 + GAP - 2
    for label, middle in zip(plot.labels, middles, strict=True):
        if middle is None:
            continue
        x, y = plot.x(label.at), plot.y(label.value)
        far = plot.x.end - x > BESIDE
        if far or abs(middle - y) > BESIDE:
            elbow = round(plot.x.end + 5, 1)
            start = [(round(x + 5, 1), y), (elbow, y)] if far else [(round(x + 5, 1), y)]
            d = path([*start, (round(column - 2, 1), round(middle, 1))])
            drawing.grid.append(Stroke(d, "edge", 0.75, "1 2" if far else ""))
        drawing.texts += lines_of_text(
            label.text, column, middle, sheet.small, kind=_ink(label.kind), bold=label.bold
        )


def _ink(kind: str) -> str:
    """The colour of a label's words: those of the grey lines are read as soft ink."""
    return "soft" if kind == "edge" else kind


def _key(plot: _Plot) -> list[KeyItem]:
    chart = plot.chart
    points = [point for line in chart.lines for point in line.points if point.value is not None]
    found: list[KeyItem] = []
    has = {
        "preliminary": any(point.preliminary for point in points),
        "revised": any(point.revised for point in points),
        "demo": bool(plot.invented),
        "decided": any(goal.decided for goal in chart.goals),
        "proposed": any(not goal.decided for goal in chart.goals),
    }
    words = {
        "preliminary": "kan vara preliminär",
        "revised": "reviderat värde",
        "demo": plot.invented,
        "decided": "beslutat mål",
        "proposed": "förslag till mål",
    }
    peers = any(line.role == Role.PEER for line in chart.lines)
    if peers and chart.peers_are and plot.drawing.sheet is not WIDE:
        found.append(KeyItem("peer", chart.peers_are))
    return found + [KeyItem(sign, words[sign]) for sign in words if has[sign]]
