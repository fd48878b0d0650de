"""Fields that more than one app needs."""

from typing import Any

from django import forms

from foundation.forms.widgets import IsoDateInput

DATE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%d/%m %Y", "%d %B %Y")


class IsoDateField(forms.DateField):
    """A date written 2026-04-17 or 20260417."""

    widget = IsoDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        super().__init__(**kwargs)


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
