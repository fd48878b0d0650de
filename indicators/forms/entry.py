"""Enter a value, make a series to enter values in, and confirm a value."""

from typing import Any

from django import forms

from foundation.forms import ConfirmForm, PortalForm, ShortInput
from indicators.entered import areas_to_enter, manual_series
from indicators.forms.fields import FigureField, PeriodField
from indicators.models import DataSeries, Gender, StatisticalArea


class EntryForm(PortalForm):
    """One value: which series and area, when, for whom, how much, and who says so.

    `only` is the key of the series that the page is about; an unknown one leaves the choice. Of
    genders it offers what the series has, and says which have them while there is a choice.
    """

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

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._series = {each.key: each for each in manual_series()}
        self.has_other_series = only in self._series and len(self._series) > 1
        if only in self._series:
            self._series = {only: self._series[only]}
        self._areas = {each.key: each for each in areas_to_enter()}
        for name, rows in (("series", self._series), ("area", self._areas)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                *([] if name == "series" and len(rows) == 1 else [("", "Välj")]),
                *((key, _label(row)) for key, row in rows.items()),
            ]
        self._offer_genders()

    def _offer_genders(self) -> None:
        field = self.fields["gender"]
        split = [row.name for row in self._series.values() if row.gendered]
        if not split:
            field.choices = [(Gender.TOTAL.value, Gender.TOTAL.label)]  # type: ignore[attr-defined]
            field.help_text = (
                "Serien delas inte upp efter kön."
                if len(self._series) == 1
                else "Ingen av serierna delas upp efter kön."
            )
        elif len(split) < len(self._series):
            names = ", ".join(f"”{name}”" for name in split)
            field.help_text = f"Kvinnor och män kan väljas för {names}. Annars: totalt."

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
