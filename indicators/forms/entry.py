"""Enter a value, make a series to enter values in, and confirm a value."""

from typing import Any

from django import forms

from foundation.forms import ConfirmForm, PortalForm, ShortInput
from indicators.entered import areas_to_enter, manual_series
from indicators.forms.fields import FigureField, PeriodField
from indicators.models import DataSeries, Gender, StatisticalArea


class EntryForm(PortalForm):
    """One value: which series and area, when, for whom, how much, and who says so."""

    series = forms.ChoiceField(label="Serie")
    area = forms.ChoiceField(label="Område")
    period = PeriodField(label="Period")
    gender = forms.ChoiceField(
        label="Gäller", choices=Gender.choices, initial=Gender.TOTAL, widget=forms.RadioSelect
    )
    value = FigureField(
        label="Värde",
        help_text="Siffran utan enhet, till exempel 12,5.",
        error_messages={"required": "Fyll i ”Värde”, eller kryssa i ”Uppgift saknas”."},
    )
    missing = forms.BooleanField(
        label="Uppgift saknas",
        required=False,
        help_text="Kryssa i när det är känt att ingen uppgift finns. Skriv aldrig noll i stället.",
    )
    source_text = forms.CharField(
        label="Källa",
        max_length=300,
        help_text="Var siffran kommer ifrån, så att någon annan kan hitta den: rapport, system, "
        "datum. Visas öppet tillsammans med värdet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._series = {each.key: each for each in manual_series()}
        self._areas = {each.key: each for each in areas_to_enter()}
        for name, rows in (("series", self._series), ("area", self._areas)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", "Välj"),
                *((key, _label(row)) for key, row in rows.items()),
            ]

    def clean(self) -> dict[str, Any]:
        """Either a figure or the tick, and not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        value, missing = cleaned.get("value"), cleaned.get("missing")
        if missing and self.has_error("value", "required"):
            del self.errors["value"]
            cleaned["value"] = None
        if value is not None and missing:
            self.add_error("missing", "Ta bort krysset, eller töm ”Värde”. Båda kan inte gälla.")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the service takes, once the form is valid."""
        return {
            "series": self._series[self.cleaned_data["series"]],
            "area": self._areas[self.cleaned_data["area"]],
            "period": self.cleaned_data["period"],
            "gender": self.cleaned_data["gender"],
            "value": self.cleaned_data["value"],
            "source_text": self.cleaned_data["source_text"],
        }


class ManualSeriesForm(PortalForm):
    """A series of our own for a measure."""

    name = forms.CharField(label="Seriens namn", max_length=250)
    unit = forms.CharField(
        label="Enhet", max_length=80, help_text="Till exempel procent, eller antal per 1\u00a0000."
    )
    decimals = forms.IntegerField(
        label="Decimaler",
        min_value=0,
        max_value=4,
        initial=1,
        widget=ShortInput,
        error_messages={
            "min_value": "Skriv ”Decimaler” som ett tal från 0 till 4.",
            "max_value": "Skriv ”Decimaler” som ett tal från 0 till 4.",
        },
    )
    lowest = FigureField(
        label="Lägsta rimliga värde",
        required=False,
        help_text="Värden utanför gränserna tas inte emot. De fångar fel enhet och felskrivningar.",
    )
    highest = FigureField(label="Högsta rimliga värde", required=False)
    gendered = forms.BooleanField(label="Värdena delas upp på kvinnor och män", required=False)


class SeenForm(ConfirmForm):
    """Confirms with what the reviewer saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def _label(row: DataSeries | StatisticalArea) -> str:
    if isinstance(row, DataSeries):
        return f"{row.name} ({row.unit})" if row.unit else row.name
    return row.name
