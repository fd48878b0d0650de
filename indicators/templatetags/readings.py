"""What became of the latest reading, in templates: `{% load readings %}`."""

from collections.abc import Iterable

from django import template

from indicators.reading.overview import MeasureRow

register = template.Library()


@register.filter
def failed_readings(rows: Iterable[MeasureRow]) -> list[MeasureRow]:
    """The measures shown with older values, as new ones could not be had; the last try first."""
    failed = [(row.failed_at, row) for row in rows if row.failed_at]
    return [row for _at, row in sorted(failed, key=lambda each: each[0], reverse=True)]
