"""Drawings in templates: `{% load charts %}`."""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from indicators.charts.palette import Palette
from indicators.charts.paper import Drawing
from indicators.charts.render import Figure, inline, spark
from indicators.charts.shapes import as_svg
from indicators.charts.sparks import Spark
from indicators.reading.tables import Cell, Row

register = template.Library()


@register.filter
def colour(kind: str, colours: Palette) -> str:
    """The colour of a role."""
    return str(getattr(colours, kind))


@register.simple_tag
def shapes(drawing: Drawing, colours: Palette, *, held: bool = False) -> SafeString:
    """All that is drawn; `held` keeps each text at its width, whatever the typeface."""
    return mark_safe(as_svg(drawing, colours, held=held))  # noqa: S308 - escaped


@register.simple_tag
def figures_as_rows(rows: Sequence[Row], address: str) -> SafeString:
    """A table's rows in one go: hundreds of figures, each a link to its trace under `address`."""
    root = escape(address)
    return mark_safe("\n".join(_row(row, root) for row in rows))  # noqa: S308 - escaped


def _row(row: Row, root: str) -> str:
    cells = "".join(f'<td class="number">{_figure(cell, root)}</td>' for cell in row.cells)
    return f'<tr><th scope="row">{escape(row.head)}</th>{cells}</tr>'


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
