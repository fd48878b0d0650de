"""Widgets: a text area that counts, a date as Swedish tables write it, a short box."""

from typing import Any

from django import forms


class CountedTextarea(forms.Textarea):
    """A text area that says how many characters are left.

    The browser does not cut the text at the limit: pasting a long text loses nothing, and the
    server says what is too much. The field needs a `max_length`.
    """

    counts = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 6) -> None:
        super().__init__({"rows": rows, **(attrs or {})})


class IsoDateInput(forms.DateInput):
    """A box for 2026-04-17. Browsers' own pickers follow the computer's language, not Sweden's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        shown = {
            "class": "input--date",
            "inputmode": "numeric",
            "autocomplete": "off",
            "placeholder": "",
            **(attrs or {}),
        }
        super().__init__({key: value for key, value in shown.items() if value}, format="%Y-%m-%d")


class ShortInput(forms.TextInput):
    """A box as wide as what is to be written: a year, a number."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--short", **(attrs or {})})
