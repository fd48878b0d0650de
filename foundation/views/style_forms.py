"""The example forms of the living style page: one field of each kind."""

from typing import Any

from django import forms

from foundation.forms import (
    CountedTextarea,
    IsoDateField,
    PortalForm,
    ShortInput,
    YesNoField,
    row_formset,
)
from foundation.text.validators import no_personnummer

GROUPS = (("a", "Exempelgrupp A (demo)"), ("b", "Exempelgrupp B (demo)"))


class ExampleForm(PortalForm):
    """A proposal in miniature."""

    groups = (
        ("Vad vill ni göra?", ("title", "summary", "email"), "Skriv som du skulle säga det."),
        ("Vem ansvarar, och när?", ("lead", "contributors", "starts_on", "body", "years", "tried")),
    )

    title = forms.CharField(
        label="Rubrik",
        max_length=120,
        help_text="Säg vad som blir bättre, inte vad projektet heter.",
    )
    summary = forms.CharField(
        label="Sammanfattning",
        max_length=600,
        widget=CountedTextarea(),
        validators=[no_personnummer],
        help_text="Två eller tre meningar räcker. Den som beslutar läser det här först. "
        "Skriv inga uppgifter om enskilda personer.",
    )
    email = forms.EmailField(label="E-post", required=False)
    lead = forms.ChoiceField(label="Grupp som leder", choices=GROUPS, widget=forms.RadioSelect)
    contributors = forms.MultipleChoiceField(
        label="Grupper som bidrar",
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Välj alla som har sagt ja.",
    )
    starts_on = IsoDateField(label="Startdatum", help_text="Till exempel 2026-04-17.")
    body = forms.ChoiceField(label="Organ", choices=(("", "Välj"), *GROUPS), required=False)
    years = forms.IntegerField(label="Antal år", required=False, widget=ShortInput)
    tried = YesNoField(label="Har det prövats förut?", required=False)
    agree = forms.BooleanField(label="Jag har förankrat förslaget hos min chef")


class ExampleFilter(PortalForm):
    """A filter over a list; GET, and short."""

    compact = True
    q = forms.CharField(label="Sök ord", required=False)
    state = forms.ChoiceField(
        label="Läge", choices=(("", "Alla"), ("done", "Klart")), required=False
    )


class ExampleRow(PortalForm):
    """A row of the table editor."""

    what = forms.CharField(label="Mått")
    value = forms.IntegerField(label="Värde i dag")


def example_rows(data: Any = None, **kwargs: Any) -> Any:
    """The example rows, bound when there is data."""
    return row_formset(ExampleRow)(data, prefix="rader", **kwargs)
