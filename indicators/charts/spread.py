"""How the kommuner are spread in one and the same period, with their median."""

from dataclasses import dataclass
from statistics import median

from foundation.text.sorting import sort_key
from indicators.charts.data import SOME_INVENTED, Measured, invented
from indicators.charts.lettering import LEADING, clean, shorten, width, wrap
from indicators.charts.lines import unit_words
from indicators.charts.multiples import MISSING
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
from indicators.charts.scales import Scale, Ticks, amount, value_ticks

TALL = 26.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One kommun's value in the period."""

    label: str
    value: float | None
    synthetic: bool = False
    preliminary: bool = False


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """All kommuner in the same period: values of other periods have no place here."""

    marks: tuple[Mark, ...]
    measured: Measured
    period: str
    title: str
    description: str
    reference: Mark | None = None

    @property
    def known(self) -> tuple[Mark, ...]:
        """Those that have a value."""
        return tuple(mark for mark in self.marks if mark.value is not None)

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """Those that have a value, with what they are compared with."""
        every = (*self.marks, self.reference)
        return tuple(mark for mark in every if mark and mark.value is not None)

    @property
    def invented(self) -> str:
        """What the key says of made-up figures."""
        return invented(mark.synthetic for mark in self.drawn)

    @property
    def middle(self) -> float | None:
        """The median of those that have a value, when they are at least three."""
        values = [mark.value for mark in self.known if mark.value is not None]
        return median(values) if values[2:] else None


def draw_spread(chart: SpreadChart, sheet: Sheet = WIDE) -> Drawing | None:
    """A row to each, from the highest to the lowest; those without a value are named below."""
    if not chart.known:
        return None
    values = [mark.value for mark in chart.known if mark.value is not None]
    if chart.reference and chart.reference.value is not None:
        values.append(chart.reference.value)
    kind = chart.measured
    wanted = 6 if sheet is WIDE else 3
    ticks = value_ticks(values, wanted=wanted, floor=kind.lowest, ceiling=kind.highest)
    drawing = Drawing(sheet, 0, clean(chart.title), clean(chart.description))
    drawing.synthetic = bool(chart.invented)
    rows = sorted(chart.known, key=lambda mark: (-(mark.value or 0), sort_key(mark.label)))
    top = _head(drawing, chart, ticks)
    names = [shorten(clean(mark.label), sheet.label_room, sheet.small) for mark in rows]
    left = max(width(name, sheet.small) for name in names) + 14
    numbers = [amount(mark.value, kind.decimals) for mark in rows if mark.value is not None]
    right = sheet.width - max(width(text, sheet.small, bold=True) for text in numbers) - 16
    x = Scale(ticks.low, ticks.high, left, right)
    base = top + TALL * len(rows)
    _axis(drawing, ticks, x, top, base)
    for index, (mark, name) in enumerate(zip(rows, names, strict=True)):
        _row(drawing, mark, name, kind.decimals, (x, top + TALL * (index + 0.5)))
    foot = _reference(drawing, chart, x, top, base)
    drawing.height = round(_missing(drawing, chart, foot), 1)
    draw_key(drawing, _key(chart, drawing))
    return drawing


def _head(drawing: Drawing, chart: SpreadChart, ticks: Ticks) -> float:
    sheet = drawing.sheet
    room = sheet.width - (width("DEMO", sheet.small, bold=True) + 14 if drawing.synthetic else 0)
    words = clean(f"{chart.period}: {unit_words(chart.measured, ticks)}")
    head = wrap(words, room, sheet.small)
    tall = sheet.small * LEADING * len(head)
    drawing.texts += lines_of_text(head, 0, tall / 2, sheet.small)
    if drawing.synthetic:
        drawing.demo_tag()
    # The median's own words stand in a row above the first kommun.
    return tall + (TALL + 4 if chart.middle is not None else 8)


def _axis(drawing: Drawing, ticks: Ticks, x: Scale, top: float, base: float) -> None:
    sheet = drawing.sheet
    for value in ticks.values:
        place = x(value)
        drawing.grid.append(Stroke(path([(place, round(top, 1)), (place, base)]), "line", 1))
        drawing.texts += lines_of_text(
            [ticks.label(value)], place, base + 14, sheet.small, anchor="middle"
        )


def _row(
    drawing: Drawing, mark: Mark, name: str, decimals: int, place: tuple[Scale, float]
) -> None:
    sheet, (x, middle) = drawing.sheet, place
    middle = round(middle, 1)
    # From edge to edge: a line that began at the axis would read as a bar from zero.
    drawing.grid.append(Stroke(path([(x.start, middle), (x.end, middle)]), "line", 1, "1 3"))
    drawing.texts += lines_of_text([name], 0, middle, sheet.small, kind="ink")
    value = mark.value or 0.0
    at = x(value)
    radius = 6 if mark.synthetic else 5
    drawing.dots.append(Dot(at, middle, "act", r=radius, open=mark.preliminary, cut=mark.synthetic))
    drawing.texts += lines_of_text(
        [amount(value, decimals)],
        sheet.width,
        middle,
        sheet.small,
        kind="act",
        anchor="end",
        bold=True,
    )


def _reference(drawing: Drawing, chart: SpreadChart, x: Scale, top: float, base: float) -> float:
    """The median from above and the reference from below, so that their words never meet."""
    sheet, foot = drawing.sheet, base + 26
    if chart.middle is not None:
        words = f"Median {amount(chart.middle, chart.measured.decimals)}"
        _upright(drawing, x(chart.middle), words, (top - TALL / 2 - 2, top - 8, base), ("ink", ""))
    if chart.reference and chart.reference.value is not None:
        number = amount(chart.reference.value, chart.measured.decimals)
        words = shorten(clean(f"{chart.reference.label} {number}"), sheet.width, sheet.small)
        middle = foot + 10
        place = x(chart.reference.value)
        _upright(drawing, place, words, (middle, base, top), ("soft", "7 4"))
        if chart.reference.synthetic and chart.invented == SOME_INVENTED:
            drawing.dots.append(Dot(place, round(base, 1), "soft", r=5, cut=True))
        drawing.grid.append(
            Stroke(path([(place, round(base + 22, 1)), (place, round(middle - 9, 1))]), "soft", 1.8)
        )
        foot = middle + 14
    return foot


def _missing(drawing: Drawing, chart: SpreadChart, foot: float) -> float:
    """Who has no value, in words under the rows: there is no place for them on the scale."""
    without = sorted((mark.label for mark in chart.marks if mark.value is None), key=sort_key)
    if not without:
        return foot
    size = drawing.sheet.small
    said = clean(f"{MISSING.capitalize()}: {', '.join(without)}")
    lines = wrap(said, drawing.width, size, most=len(without) + 1)
    tall = len(lines) * size * LEADING
    drawing.texts += lines_of_text(lines, 0, foot + 6 + tall / 2, size)
    return foot + tall + 10


def _upright(
    drawing: Drawing,
    x: float,
    words: str,
    heights: tuple[float, float, float],
    how: tuple[str, str],
) -> None:
    """A line across the rows with its words held inside the sheet."""
    text, begins, ends = heights
    kind, dash = how
    size = drawing.sheet.small
    half = width(words, size) / 2
    middle = min(max(x, half), drawing.width - half)
    drawing.texts += lines_of_text([words], middle, text, size, kind=kind, anchor="middle")
    drawing.grid.append(
        Stroke(path([(x, round(begins, 1)), (x, round(ends, 1))]), kind, 1.8 if dash else 1.2, dash)
    )


def _key(chart: SpreadChart, drawing: Drawing) -> list[KeyItem]:
    found: list[KeyItem] = []
    if any(mark.preliminary for mark in chart.known):
        found.append(KeyItem("preliminary", "kan vara preliminär"))
    if drawing.synthetic:
        found.append(KeyItem("demo dot", chart.invented))
    return found
