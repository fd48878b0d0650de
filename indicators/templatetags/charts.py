"""Drawings in templates: `{% load charts %}`."""

from django import template
from django.utils.safestring import SafeString

from indicators.charts.palette import Palette
from indicators.charts.render import Figure, inline, spark
from indicators.charts.sparks import Spark

register = template.Library()


@register.filter
def colour(kind: str, colours: Palette) -> str:
    """The colour of a role."""
    return str(getattr(colours, kind))


@register.simple_tag
def chart(figure: Figure, tone: str = "") -> SafeString:
    """The figure's drawing twice: for wide and for narrow screens. The stylesheet shows one."""
    return inline(figure, tone)


@register.simple_tag
def sparkline(drawing: Spark, tone: str = "") -> SafeString:
    """A line the size of a word."""
    return spark(drawing, tone)
