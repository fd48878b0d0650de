"""Forms for county data, made from the models."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models.role import Capability
from county.tables import EditableTable


class LinesField(forms.CharField):
    """A list as one line each: commas may stand inside a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines; leave what was typed as it is."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that hold something."""
        text = super().clean(value)
        return [line.strip() for line in str(text).splitlines() if line.strip()]


def row_form(table: EditableTable) -> "type[forms.ModelForm[Any]]":
    """The form class for one table."""
    return forms.modelform_factory(table.model, fields=table.fields, formfield_callback=_form_field)


def _form_field(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    if isinstance(field, ArrayField):
        label = str(field.verbose_name).capitalize()
        if field.base_field.choices:
            return forms.MultipleChoiceField(
                label=label,
                choices=Capability.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return LinesField(label=label, required=not field.blank, help_text="En per rad.")
    if isinstance(field, models.DateField):
        kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if isinstance(field, models.TextField):
        kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
    return field.formfield(**kwargs)
