"""The directive as a form."""

from typing import Any

from django import forms

from foundation.forms import CountedTextarea, PortalForm, VersionedFormMixin
from foundation.text.validators import no_personnummer
from initiatives.directive import PARTS, Part
from initiatives.models import Directive
from initiatives.registers import choices_of

LONGEST = 6000


def _field(part: Part) -> forms.Field:
    facts: dict[str, Any] = {
        "label": part.label,
        "help_text": part.guidance,
        "required": part.required,
        "validators": [no_personnummer],
    }
    if part.key == "ends_on":
        return forms.CharField(max_length=60, **facts)
    return forms.CharField(max_length=LONGEST, widget=CountedTextarea(rows=6), **facts)


class DirectiveForm(PortalForm, VersionedFormMixin):
    """The directive's parts and measures. Half-written is fine until it is handed in."""

    measures = forms.MultipleChoiceField(
        label="Uppföljningsmått",
        widget=forms.CheckboxSelectMultiple,
        help_text="Minst ett mått som hör till en indikator.",
    )

    def __init__(self, directive: Directive, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            directive.content
            | {
                "version": directive.version,
                "measures": [str(pk) for pk in directive.measures.values_list("pk", flat=True)],
            },
        )
        super().__init__(*args, **kwargs)
        measures = choices_of(["measures"])["measures"]
        field: Any = self.fields["measures"]
        field.choices, field.required = measures, bool(measures)
        if not measures:
            field.help_text = "Länet har inga registrerade mått än."

    def _clean_fields(self) -> None:
        """Asked for when it is handed in, but never a hindrance to saving."""
        asked = {name for name, field in self.fields.items() if field.required} - {"version"}
        for name in asked:
            self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]
        for name in asked:
            self.fields[name].required = True

    def content(self) -> dict[str, str]:
        """The text of each part that could be read."""
        return {
            part.key: self.cleaned_data[part.key] for part in PARTS if part.key in self.cleaned_data
        }


DirectiveForm.base_fields = {
    **{part.key: _field(part) for part in PARTS},
    **DirectiveForm.base_fields,
}
