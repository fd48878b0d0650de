"""Drawings in templates: `{% load charts %}`."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from indicators.charts.palette import Palette
from indicators.charts.paper import Dot, Text
from indicators.charts.render import Figure, inline, spark
from indicators.charts.sparks import Spark
from indicators.reading.tables import Cell, Row

register = template.Library()


@register.filter
def colour(kind: str, colours: Palette) -> str:
    """The colour of a role."""
    return str(getattr(colours, kind))


@register.filter
def dots_as_svg(dots: Sequence[Dot]) -> SafeString:
    """The shapes of dots, which the group around them colours. In one go: there are many."""
    return mark_safe("".join(map(_dot, dots)))  # noqa: S308 - numbers of our own


def _dot(dot: Dot) -> str:
    ring = ""
    if dot.ring:
        ring = (
            f'<circle class="k-ring" cx="{dot.x:g}" cy="{dot.y:g}" r="{dot.halo:g}" fill="none" '
            'stroke-width="1.2"/>'
        )
    if dot.shape == "circle":
        return f'{ring}<circle cx="{dot.x:g}" cy="{dot.y:g}" r="{dot.r:g}"/>'
    return f'{ring}<path d="{dot.d}"/>'


@register.filter
def texts_as_svg(texts: Sequence[Text], held: object = "") -> SafeString:
    """Lines of text, escaped. `held` keeps each at its width, whatever the typeface."""
    return mark_safe("".join(_text(text, held=bool(held)) for text in texts))  # noqa: S308 - escaped


def _text(text: Text, *, held: bool) -> str:
    hold = f' textLength="{text.long:g}" lengthAdjust="spacingAndGlyphs"' if held else ""
    return f'<text x="{text.x:g}" y="{text.y:g}"{hold}>{escape(text.text)}</text>'


@register.simple_tag
def figures_as_rows(rows: Sequence[Row], address: str) -> SafeString:
    """A table's rows, each figure a link to its trace under `address`. In one go, as the dots."""
    root = escape(address)
    return mark_safe("\n".join(_row(row, root) for row in rows))  # noqa: S308 - escaped


def _row(row: Row, root: str) -> str:
    cells = "".join(f'<td class="number">{_figure(cell, root)}</td>' for cell in row.cells)
    return f'<tr><th scope="row">{escape(row.period)}</th>{cells}</tr>'


def _figure(cell: Cell, root: str) -> str:
    text, missing = escape(cell.text), "" if cell.known else ' class="missing"'
    if cell.area:
        text = f'<a href="{root}{escape(cell.area)}/{escape(cell.period)}/"{missing}>{text}</a>'
    elif missing:
        text = f"<span{missing}>{text}</span>"
    marks = (f'<span class="meta mark">{escape(mark)}</span>' for mark in cell.marks)
    return f"{text}{''.join(marks)}"


@register.simple_tag
def chart(figure: Figure, tone: str = "") -> SafeString:
    """The figure's drawing twice: for wide and for narrow screens. The stylesheet shows one."""
    return inline(figure, tone)


@register.simple_tag
def sparkline(drawing: Spark, tone: str = "") -> SafeString:
    """A line the size of a word."""
    return spark(drawing, tone)
