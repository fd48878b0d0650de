"""The two sheets a picture is drawn on, and the parts that every picture is put together from."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from indicators.charts.lettering import BASELINE, LEADING, width, wrap


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's width and its two sizes of text.

    The narrow one is read at 320 pixels and the wide one from 768; both keep all text at twelve
    pixels or more there.
    """

    name: str
    width: float
    plot_height: float
    text: float
    small: float
    label_room: float
    columns: int
    label_lines: int = 2


WIDE = Sheet("bred", 760, 320, 15, 14, 200, 5)
NARROW = Sheet("smal", 320, 270, 15, 14, 108, 2, label_lines=3)
SHEETS = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: where its baseline begins, ends or has its middle."""

    x: float
    y: float
    text: str
    kind: str = "soft"
    """soft, ink, act, accent, edge: the colour's role."""
    anchor: str = "start"
    size: float = 14
    bold: bool = False

    @property
    def style(self) -> tuple[str, str, float, bool]:
        """What the text looks like, apart from where it stands."""
        return self.kind, self.anchor, self.size, self.bold

    @property
    def long(self) -> float:
        """How far the text runs."""
        return round(width(self.text, self.size, bold=self.bold), 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the text covers."""
        wide = self.long
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        middle = self.y - BASELINE * self.size
        half = self.size * LEADING / 2
        return left, middle - half, left + wide, middle + half


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path that is drawn: its role, thickness and dashes."""

    d: str
    kind: str
    thick: float
    dash: str = ""
    hatched: bool = False


CUT = 0.36
"""From the middle of a disc in two halves to either half, in radii."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at a value: circle, square or diamond; open, or with a ring around it.

    One that is `cut` is a disc in two halves with a slanting gap between: a made-up value. It has
    nothing that reaches out from it, which would be read as an interval.
    """

    x: float
    y: float
    kind: str
    shape: str = "circle"
    r: float = 3.5
    open: bool = False
    ring: bool = False
    cut: bool = False

    @property
    def halo(self) -> float:
        """How far out the ring around a revised value stands."""
        return self.r + 3

    @property
    def d(self) -> str:
        """The shape as a path, where it is no circle."""
        x, y, r = self.x, self.y, self.r
        if self.cut:
            gap = r * CUT
            half = math.sqrt(r * r - gap * gap)
            near, far = (round((half + sign * gap) * math.sqrt(0.5), 1) for sign in (1, -1))
            long = round(2 * half * math.sqrt(0.5), 1)
            return (
                f"M{round(x + near, 1):g} {round(y - far, 1):g}"
                f"a{r:g} {r:g} 0 0 1 {-long:g} {long:g}z"
                f"M{round(x - near, 1):g} {round(y + far, 1):g}"
                f"a{r:g} {r:g} 0 0 1 {long:g} {-long:g}z"
            )
        if self.shape == "square":
            return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z"
        if self.shape == "diamond":
            far = r * 1.4
            return (
                f"M{x:g} {round(y - far, 1):g}l{far:g} {far:g} {-far:g} {far:g} {-far:g} {-far:g}z"
            )
        return ""


@dataclass(frozen=True, slots=True)
class KeyItem:
    """A sign that the picture uses, with its word."""

    sign: str
    word: str
    kind: str = "act"


@dataclass(slots=True)
class Drawing:
    """A finished picture: nothing but places. `description` says what it shows."""

    sheet: Sheet
    height: float
    title: str
    description: str
    texts: list[Text] = field(default_factory=list)
    grid: list[Stroke] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    synthetic: bool = False

    @property
    def width(self) -> float:
        """The sheet's width."""
        return self.sheet.width

    @property
    def paths(self) -> list[Stroke]:
        """The grid, all of one look as one path, and then the lines in the order they are drawn."""
        return [*_joined(sorted(self.grid, key=_look)), *_joined(self.strokes)]

    @property
    def marks(self) -> list[tuple[Dot, list[Dot]]]:
        """The dots in the order they are drawn, those alike that follow each other together."""
        groups = groupby(self.dots, key=lambda dot: (dot.kind, dot.open))
        return [(each[0], each) for each in (list(group) for _look, group in groups)]

    @property
    def words(self) -> list[tuple[Text, list[Text]]]:
        """The texts, all of one look together with what they share."""
        groups = groupby(sorted(self.texts, key=_style), key=_style)
        return [(each[0], each) for each in (list(group) for _style, group in groups)]

    def demo_tag(self) -> None:
        """Write DEMO at the top right."""
        self.texts.append(
            Text(self.width, self.sheet.small, "DEMO", "accent", "end", self.sheet.small, bold=True)
        )


def _style(text: Text) -> tuple[str, str, float, bool]:
    return text.style


def _look(stroke: Stroke) -> tuple[str, float, str, bool]:
    return stroke.kind, stroke.thick, stroke.dash, stroke.hatched


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    groups = groupby(strokes, key=_look)
    return [Stroke("".join(each.d for each in group), *style) for style, group in groups]


def lines_of_text(
    lines: Sequence[str], x: float, middle: float, size: float, **how: object
) -> list[Text]:
    """The lines as texts whose block has its middle at `middle`."""
    step = size * LEADING
    first = middle - step * (len(lines) - 1) / 2 + BASELINE * size
    return [
        Text(round(x, 1), round(first + index * step, 1), line, size=size, **how)  # type: ignore[arg-type]
        for index, line in enumerate(lines)
    ]


def path(places: Iterable[tuple[float, float]]) -> str:
    """A line through the places; a single place is a line of no length, seen as a round dot.

    Each step is told from the one before, which takes less room.
    """
    # Whole tenths: steps between them need no rounding of their own.
    (x, y), *rest = [(round(x * 10), round(y * 10)) for x, y in places]
    steps = []
    start = f"M{x / 10:g} {y / 10:g}"
    for to_x, to_y in rest:
        steps.append(f"{(to_x - x) / 10:g}{'' if to_y < y else ' '}{(to_y - y) / 10:g}")
        x, y = to_x, to_y
    return f"{start}l{' '.join(steps)}" if steps else f"{start}h0"


KEY_SIGN = 26.0
KEY_GAP = 18.0


def draw_key(drawing: Drawing, items: Sequence[KeyItem], left: float = 0) -> None:
    """Lay the signs out under the picture, in as many rows as they need."""
    sheet = drawing.sheet
    size, row = sheet.small, sheet.small * 1.5
    x, y = left, drawing.height + row / 2
    for item in items:
        room = sheet.width - left - KEY_SIGN
        words = wrap(item.word, room, size)
        wide = KEY_SIGN + max(width(line, size) for line in words)
        if x > left and x + wide > sheet.width:
            x, y = left, y + row
        _sign(drawing, item, x, y)
        for index, line in enumerate(words):
            middle = y + index * size * LEADING
            drawing.texts += lines_of_text([line], x + KEY_SIGN, middle, size)
        y += (len(words) - 1) * size * LEADING
        x += wide + KEY_GAP
    if items:
        drawing.height = round(y + row / 2 + 2, 1)


def _sign(drawing: Drawing, item: KeyItem, x: float, y: float) -> None:
    middle = x + 9
    line = path([(x, round(y, 1)), (x + 18, round(y, 1))])
    y = round(y, 1)
    match item.sign:
        case "preliminary":
            drawing.strokes.append(Stroke(path([(x, y), (middle, y)]), item.kind, 2.5, "1 4"))
            drawing.dots.append(Dot(middle, y, item.kind, open=True))
        case "revised":
            drawing.dots.append(Dot(middle, y, item.kind, ring=True))
        case "demo":
            drawing.strokes.append(Stroke(line, item.kind, 2.5, hatched=True))
        case "demo dot":
            drawing.dots.append(Dot(middle, y, item.kind, r=6, cut=True))
        case "decided":
            drawing.strokes.append(Stroke(line, "accent", 2))
            drawing.dots.append(Dot(middle, y, "accent", "diamond"))
        case "proposed":
            drawing.strokes.append(Stroke(line, "accent", 2, "2 4"))
            drawing.dots.append(Dot(middle, y, "accent", "diamond", open=True))
        case "peer":
            drawing.strokes.append(Stroke(line, "edge", 1.2))
        case "behind":
            drawing.grid.append(Stroke(line, "edge", 1.2, "4 3"))
