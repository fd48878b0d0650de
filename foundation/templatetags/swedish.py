"""Template filters for dates, numbers and words, as Swedish writes them. Loaded everywhere."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.text import dates, numbers

register = template.Library()


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def long_date(value: date | datetime | None) -> str:
    """«den 17 april 2026», for running text. Empty for no date."""
    return dates.long_date(_day(value)) if value else ""


@register.filter
def iso_date(value: date | datetime | None) -> str:
    """«2026-04-17», for tables. Empty for no date."""
    return dates.iso_date(_day(value)) if value else ""


@register.filter
def date_and_time(value: datetime | None) -> str:
    """«den 17 april 2026 kl. 14.02» in Swedish time. Empty for no time."""
    return dates.date_and_time(value) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """«14.02» in Swedish time. Empty for no time."""
    return f"{timezone.localtime(value):%H.%M}" if value else ""


@register.filter
def known_date(thing: Any, field: str = "date") -> str:
    """What is known of `thing.<field>`: its precision is in `<field>_precision`."""
    precision = getattr(thing, f"{field}_precision", None) or getattr(thing, "date_precision", None)
    return dates.known_date(getattr(thing, field), precision or dates.DatePrecision.DAY)


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """«1 234,5»; a missing value is an en dash, never a zero."""
    return "–" if value is None else numbers.number(value, decimals)


@register.filter
def counted(count: int, words: str) -> str:
    """`{{ n|counted:"beslut,beslut" }}` «tre beslut»; a third part «en» for en-words."""
    singular, plural, *gender = (word.strip() for word in words.split(","))
    return numbers.counted(count, singular, plural, common=gender == ["en"])


@register.filter
def nobreak(value: object) -> SafeString:
    """Keeps a number such as NSV26-0031-2 on one line, without touching its characters."""
    return format_html('<span class="nobreak">{}</span>', value)
