"""Forms of those who judge values and series."""

from django import forms

from foundation.forms.base import PortalForm, VersionedFormMixin
from foundation.forms.widgets import CountedTextarea

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


class ReviewForm(PortalForm, VersionedFormMixin):
    """Accepts what the person has read of a series, as it was then."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000)
