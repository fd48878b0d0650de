"""An indicator as a picture of its own: its measures in rows, each with a line and a value."""

import re
from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from indicators.charts.lettering import FAMILY, LEADING, clean, width, wrap
from indicators.charts.palette import palette
from indicators.charts.paper import NARROW, WIDE, Drawing, Sheet, Stroke, lines_of_text, path
from indicators.charts.render import PAD
from indicators.charts.sparks import Spark

# Only where a path begins is told from the sheet's corner; every step is told from the last.
_START = re.compile(r"M(\S+) ([-\d.]+)(.*)")


@dataclass(frozen=True, slots=True)
class CardRow:
    """A measure: its name, its latest value or its gap, whose value it is, and its line."""

    name: str
    said: str
    who: str = ""
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What the picture holds."""

    title: str
    rows: tuple[CardRow, ...]
    gap: str = ""
    synthetic: bool = False
    sources: tuple[str, ...] = ()
    address: str = ""

    @property
    def description(self) -> str:
        """Every row in words."""
        said = ["Påhittade siffror."] if self.synthetic else []
        said += [f"{self.title}: {self.gap}."] if self.gap else []
        said += [f"{row.name}: {f'{row.who} ' if row.who else ''}{row.said}." for row in self.rows]
        return " ".join(said)


def draw_card(card: Card, tone: str = "", *, narrow: bool = False) -> str:
    """The SVG of the card."""
    sheet = NARROW if narrow else WIDE
    drawing = Drawing(sheet, 0, clean(card.title), clean(card.description))
    title = clean(f"{card.title} – DEMO, påhittade siffror" if card.synthetic else card.title)
    lines = wrap(title, sheet.width, 19, bold=True)
    top = PAD + len(lines) * 19 * LEADING
    drawing.texts += lines_of_text(lines, 0, (PAD + top) / 2, 19, kind="ink", bold=True)
    top += 12
    if card.gap:
        drawing.texts += lines_of_text([clean(card.gap)], 0, top + 10, sheet.small)
        top += 28
    for row in card.rows:
        top = _draw_row(drawing, row, sheet, top)
    foot = [
        line
        for words in (*card.sources, card.address)
        for line in wrap(clean(words), sheet.width, sheet.small, most=4)
    ]
    tall = len(foot) * sheet.small * LEADING
    drawing.texts += lines_of_text(foot, 0, top + 12 + tall / 2, sheet.small)
    return render_to_string(
        "charts/standalone.svg",
        {
            "drawing": drawing,
            "texts": [],
            "top": 0,
            "pad": PAD,
            "width": sheet.width + 2 * PAD,
            "height": round(top + 12 + tall + PAD, 1),
            "colours": palette(tone),
            "family": FAMILY,
        },
    )


def _draw_row(drawing: Drawing, row: CardRow, sheet: Sheet, top: float) -> float:
    """The name to the left; line and value to the right of it, or under it on a narrow sheet."""
    step = sheet.small * LEADING
    spark = row.spark.width if row.spark else 0
    room = sheet.width if sheet is NARROW else sheet.width - 132 - 200
    name = wrap(clean(row.name), room - 12, sheet.small, bold=True)
    said = [clean(row.said), *([clean(row.who)] if row.who else [])]
    drawing.grid.append(Stroke(path([(0, round(top, 1)), (sheet.width, round(top, 1))]), "line", 1))
    if sheet is NARROW:
        tall = step * len(name)
        drawing.texts += lines_of_text(
            name, 0, top + 8 + tall / 2, sheet.small, kind="ink", bold=True
        )
        block = max(step * len(said), 36 if spark else 0)
        middle = top + 10 + tall + block / 2
        height = tall + block + 20
    else:
        block = max(step * len(name), step * len(said), 36)
        middle, height = top + 8 + block / 2, block + 16
        drawing.texts += lines_of_text(name, 0, middle, sheet.small, kind="ink", bold=True)
    drawing.texts += lines_of_text(said, sheet.width, middle, sheet.small, anchor="end")
    if row.spark and (sheet is WIDE or _fits_beside(said, sheet, spark)):
        left = 0.0 if sheet is NARROW else room
        _move(drawing, row.spark, left, middle - row.spark.height / 2)
    return round(top + height, 1)


def _fits_beside(said: list[str], sheet: Sheet, spark: float) -> bool:
    return max(width(line, sheet.small) for line in said) + spark + 12 <= sheet.width


def _move(drawing: Drawing, spark: Spark, left: float, top: float) -> None:
    """The small line at its place on the card."""
    for stroke in spark.strokes:
        begun = _START.fullmatch(stroke.d)
        if begun is None:
            continue
        x, y, rest = begun.groups()
        d = f"M{round(float(x) + left, 1):g} {round(float(y) + top, 1):g}{rest}"
        drawing.strokes.append(replace(stroke, d=d))
    for dot in spark.dots:
        drawing.dots.append(replace(dot, x=round(dot.x + left, 1), y=round(dot.y + top, 1)))
