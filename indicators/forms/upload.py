"""Bring a file of values, and let one in."""

from typing import Any

from django import forms

from foundation.forms import ConfirmForm, PortalForm
from indicators.entered import manual_series
from indicators.services.uploads.limits import MAX_SIZE, TOO_LARGE


class UploadForm(PortalForm):
    """The file, the series it fills, and where its figures come from."""

    series = forms.ChoiceField(label="Serie")
    file = forms.FileField(
        label="Fil",
        max_length=200,
        help_text="CSV eller XLSX, högst 5 megabyte och 200\u00a0000 rader.",
        error_messages={
            "required": "Välj en fil i ”Fil”.",
            "missing": "Välj en fil i ”Fil”.",
            "empty": "Filen är tom. Välj filen med värdena.",
            "max_length": "Filens namn är för långt. Ge den ett kortare namn.",
        },
    )
    source_text = forms.CharField(
        label="Källa",
        max_length=300,
        help_text="Var siffrorna kommer ifrån, så att någon annan kan hitta dem. Visas öppet "
        "tillsammans med värdena.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._series = {each.key: each for each in manual_series()}
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            ("", "Välj"),
            *((key, f"{row.name} ({row.unit})") for key, row in self._series.items()),
        ]

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_SIZE:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def facts(self) -> dict[str, Any]:
        """What the service takes, once the form is valid."""
        file = self.cleaned_data["file"]
        return {
            "series": self._series[self.cleaned_data["series"]],
            "name": file.name,
            "content": file.read(),
            "source_text": self.cleaned_data["source_text"],
        }


class PreviewForm(ConfirmForm):
    """Confirms the very preview that was shown."""

    digest = forms.CharField(widget=forms.HiddenInput, required=False)
