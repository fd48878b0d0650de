"""Fields for what figures are made of: a period, and a number as Swedes write it."""

import math
import re
from typing import Any

from django import forms

from foundation.forms import ShortInput
from foundation.text.dates import today
from indicators.sources.base import Period

_PERIOD = re.compile(r"(?P<year>\d{4})(?:[-‐‑–/.](?P<month>\d{1,2}))?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_A_MONTH = "2025\u201103"
"""With a hyphen that does not break: an example must not fall apart at the end of a line."""
EARLIEST, LATEST = 1900, 2100


def period_of(text: str) -> Period | None:
    """The period of «2025» or «2025-03»; None when it is something else."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 0)
    if not EARLIEST <= year <= LATEST or month > 12 or match["month"] in {"0", "00"}:  # noqa: PLR2004
        return None
    return Period(year, month)


def number_of(text: str) -> float | None:
    """The number of «1 234,5», «1234.5» or «−3»; None when it is something else."""
    plain = _BLANKS.sub("", text).replace("\u2212", "-")
    if _NUMBER.fullmatch(plain) is None:
        return None
    found = float(plain.replace(",", "."))
    return found if math.isfinite(found) else None


class PeriodField(forms.CharField):
    """A year, or a month of one, that has begun. Cleans to `Period`."""

    widget = ShortInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"Ett år, till exempel 2025, eller en månad: {_A_MONTH}.")
        super().__init__(max_length=7, **kwargs)

    def clean(self, value: Any) -> Any:
        """Read the period, or say how one is written."""
        text = super().clean(value)
        if not text:
            return None
        period = period_of(text)
        if period is None:
            raise forms.ValidationError(
                f"Skriv ”{self.label}” som ett år, till exempel 2025, eller en månad: {_A_MONTH}."
            )
        if (period.year, period.month) > (today().year, today().month):
            raise forms.ValidationError(f"Perioden {period} har inte börjat.")
        return period


class FigureField(forms.CharField):
    """A number with a decimal comma or point. Cleans to float, or None when left empty."""

    widget = ShortInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> Any:
        """Read the number, or say how one is written."""
        text = super().clean(value)
        if not text:
            return None
        number = number_of(text)
        if number is None:
            raise forms.ValidationError(
                f"Skriv ”{self.label}” med siffror och högst ett decimalkomma, till exempel 12,5."
            )
        return number
