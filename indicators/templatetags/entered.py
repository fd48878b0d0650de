"""Values that people check, in templates: `{% load entered %}`."""

from django import template

from indicators.entered import grouped

register = template.Library()


@register.filter
def in_full(value: float) -> str:
    """«12 345,678»: every decimal there is, and none that is not."""
    return grouped(value)
