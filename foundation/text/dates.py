"""Dates as Swedish writes them, also when only the month or the season is known."""

import re
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

NBSP = "\u00a0"


class DatePrecision(models.TextChoices):
    """How much of a date the source gives. What it does not give is never shown."""

    DAY = "day", "dag"
    MONTH = "month", "månad"
    SEASON = "season", "årstid"
    YEAR = "year", "år"
    UNKNOWN = "unknown", "okänd"


SEASONS = ("vintern", "våren", "sommaren", "hösten")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_IN_WORDS = re.compile(r"(?:den\s+)?(\d{1,2})\s+([a-zåäö]+)\s+(\d{4})", re.IGNORECASE)


def long_date(value: date) -> str:
    """«den 17 april 2026», with no-break spaces inside the date."""
    return f"den {date_format(value, 'j F Y')}".replace(" ", NBSP)


def iso_date(value: date) -> str:
    """«2026-04-17», for tables."""
    return value.isoformat()


def date_and_time(value: datetime) -> str:
    """«den 17 april 2026 kl. 14.02», in Swedish local time."""
    local = timezone.localtime(value)
    return f"{long_date(local.date())} kl.{NBSP}{local:%H.%M}"


def date_in_words(text: str) -> date | None:
    """The date of «17 april 2026» or «den 17 april 2026»; None when it is something else.

    Python's own month names follow the machine's language and are English on most servers.
    """
    match = _IN_WORDS.fullmatch(text.strip())
    if match is None or match[2].lower() not in MONTHS:
        return None
    try:
        return date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
    except ValueError:
        return None


def known_date(value: date | None, precision: str, *, prefix: str = "") -> str:
    """The part of the date that is known: day, month, season, year, or «datum okänt».

    A season is stored as the first day of its first month (March, June, September, December).
    `prefix` is put before a full day only («den»).
    """
    if value is None or precision == DatePrecision.UNKNOWN:
        return "datum okänt"
    if precision == DatePrecision.YEAR:
        return str(value.year)
    if precision == DatePrecision.SEASON:
        return f"{SEASONS[value.month % 12 // 3]}{NBSP}{value.year}"
    if precision == DatePrecision.MONTH:
        return date_format(value, "F Y").replace(" ", NBSP)
    day = date_format(value, "j F Y").replace(" ", NBSP)
    return f"{prefix}{NBSP}{day}" if prefix else day


def today() -> date:
    """Today's date in Sweden; rules are counted in local dates."""
    return timezone.localdate()
