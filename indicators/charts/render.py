"""Drawings as SVG: inside a page or a PDF, and as pictures of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from indicators.charts.lettering import FAMILY, LEADING, clean, wrap
from indicators.charts.palette import palette
from indicators.charts.paper import NARROW, SHEETS, WIDE, Drawing, Sheet, Text, lines_of_text
from indicators.charts.sparks import Spark

PAD = 20.0
LARGEST = 30_000
"""Bytes that a picture may take."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on every sheet, with the words that go beside it.

    `key` is unique on the page. `source` says where the figures come from, `notes` what is
    needed to read them right.
    """

    key: str
    title: str
    draw: Callable[[Sheet], Drawing | None]
    source: str = ""
    notes: Sequence[str] = field(default=())

    def on(self, sheet: Sheet) -> Drawing:
        """The drawing on this sheet. Raises ValueError when there is nothing to draw."""
        drawing = self.draw(sheet)
        if drawing is None:
            raise ValueError(f"nothing to draw in {self.key}")
        return drawing


def inline(figure: Figure, tone: str = "", sheets: Sequence[Sheet] = SHEETS) -> SafeString:
    """The drawing for each sheet, to stand in a page. A PDF asks for the wide sheet alone."""
    return mark_safe("".join(_one(figure, sheet, tone) for sheet in sheets))  # noqa: S308 - escaped


def _one(figure: Figure, sheet: Sheet, tone: str) -> str:
    drawing = figure.on(sheet)
    return render_to_string(
        "charts/inline.svg",
        {
            "drawing": drawing,
            "held": False,
            "id": f"{figure.key}-{sheet.name}",
            "colours": palette(tone),
            "family": FAMILY,
        },
    )


def spark(drawing: Spark, tone: str = "") -> SafeString:
    """A sparkline, to stand in a list."""
    return render_to_string(
        "charts/spark.svg", {"drawing": drawing, "colours": palette(tone), "family": FAMILY}
    )


def standalone(figure: Figure, *, address: str, tone: str = "", narrow: bool = False) -> str:
    """The figure as a picture of its own: title, notes and source stand inside it."""
    sheet = NARROW if narrow else WIDE
    drawing = figure.on(sheet)
    demo = " – DEMO, påhittade siffror" if drawing.synthetic else ""
    title = wrap(clean(f"{figure.title}{demo}"), sheet.width, 19, bold=True)
    head = _block(title, PAD, 19, "ink", bold=True)
    top = PAD + sum(text.size * LEADING for text in head) + 12
    words = [clean(note) for note in (*figure.notes, figure.source, address) if note]
    lines = [line for each in words for line in wrap(each, sheet.width, sheet.small, most=4)]
    below = top + drawing.height + 10
    foot = _block(lines, below, sheet.small, "soft")
    height = below + len(lines) * sheet.small * LEADING + PAD
    return render_to_string(
        "charts/standalone.svg",
        {
            "drawing": drawing,
            "texts": [*head, *foot],
            "top": round(top, 1),
            "pad": PAD,
            "width": sheet.width + 2 * PAD,
            "height": round(height, 1),
            "colours": palette(tone),
            "family": FAMILY,
        },
    )


def _block(
    lines: Sequence[str], top: float, size: float, kind: str, *, bold: bool = False
) -> list[Text]:
    tall = size * LEADING * len(lines)
    return lines_of_text(lines, 0, top + tall / 2, size, kind=kind, bold=bold)
