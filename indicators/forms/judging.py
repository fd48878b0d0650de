"""Forms of those who judge values and series."""

from typing import Any

from django import forms

from foundation.forms.base import PortalForm, VersionedFormMixin
from foundation.forms.widgets import CountedTextarea
from foundation.text.numbers import counted

NOTE_LENGTH = 1000


class JudgeForm(PortalForm):
    """Why a value is let in or kept out."""

    note = forms.CharField(
        label="Varför",
        max_length=NOTE_LENGTH,
        widget=CountedTextarea(rows=3),
        help_text="Skriv vad du har kontrollerat och med vem. Det sparas med värdet.",
        error_messages={"required": "Skriv varför värdet godkänns eller avvisas."},
    )

    def __init__(self, *args: Any, others: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["whole_series"] = forms.BooleanField(
                label=f"Gör samma sak med {counted(others, 'annat värde', 'andra värden')}",
                required=False,
                help_text="Alla värden i serien som väntar, till exempel när enheten är fel.",
            )


class ReviewForm(PortalForm, VersionedFormMixin):
    """Accepts what the person has read of a series, as it was then."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000)
