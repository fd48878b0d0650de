"""Fields that more than one app needs."""

from datetime import date
from typing import Any

from django import forms

from foundation.forms.widgets import IsoDateInput
from foundation.text.dates import date_in_words

DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%d/%m %Y")


class IsoDateField(forms.DateField):
    """A date written 2026-04-17, 20260417, 17/4 2026 or 17 april 2026."""

    widget = IsoDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Read the date; month names are Swedish wherever the server stands."""
        in_words = date_in_words(value) if isinstance(value, str) else None
        return in_words or super().to_python(value)


class YesNoField(forms.TypedChoiceField):
    """A question answered with yes or no; unanswered is neither. Cleans to True, False or None."""

    def __init__(self, *, yes: str = "Ja", no: str = "Nej", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        super().__init__(
            choices=(("ja", yes), ("nej", no)),
            coerce=lambda value: value == "ja",
            empty_value=None,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a stored boolean as its word."""
        return {True: "ja", False: "nej"}.get(value, value)
