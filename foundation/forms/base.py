"""Base forms: Swedish sentences for every refusal, fields in groups, versions of what is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from foundation.errors import Problem
from foundation.forms.widgets import CountedTextarea, IsoDateInput


@dataclass(frozen=True)
class FieldGroup:
    """A chapter of a form: one idea, its fields in order."""

    legend: str
    fields: list[BoundField]
    intro: str = ""


class PortalFormMixin:
    """Give every field a sentence that names it and says what to do.

    `groups` may list the chapters as (legend, field names) or (legend, field names, intro);
    fields in no chapter come last, in a group without legend. `compact` leaves out guidance
    beside fields and the word «frivilligt», for filters.
    """

    groups: Sequence[tuple[Any, ...]] = ()
    compact = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, field in self.fields.items():
            _use_own_widget(field)
            _say_it_in_swedish(field, str(field.label or name.replace("_", " ").capitalize()))

    def field_groups(self) -> list[FieldGroup]:
        """The visible fields in their chapters."""
        taken: set[str] = set()
        found = []
        for group in self.groups:
            legend, names, intro = (*group, "")[:3]
            here = [self[name] for name in names if name in self.fields]  # type: ignore[index]
            taken.update(names)
            if here:
                found.append(FieldGroup(legend, here, intro))
        rest = [
            self[name]  # type: ignore[index]
            for name, field in self.fields.items()
            if name not in taken and not field.widget.is_hidden
        ]
        return [*found, FieldGroup("", rest)] if rest else found

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Show what a service refused at the fields it concerns, the rest above the form."""
        for problem in problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, problem.message)  # type: ignore[attr-defined]


class PortalForm(PortalFormMixin, forms.Form):
    """A form of its own."""


class PortalModelForm(PortalFormMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form over a model. Saving is the service's work: use `cleaned_data`, not `save()`."""


class VersionedFormMixin(forms.Form):
    """Carries the version that the person saw, so that the service can tell of a newer one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _use_own_widget(field: forms.Field) -> None:
    """Model forms choose Django's date box and plain text areas; put ours in their place."""
    for plain, ours in ((forms.DateInput, IsoDateInput), (forms.Textarea, CountedTextarea)):
        if type(field.widget) is plain:
            widget = ours()
            widget.attrs = {**field.widget.attrs, **widget.attrs}
            widget.is_required = field.required
            field.widget = widget
    if getattr(field.widget, "counts", False):
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs.pop("cols", None)
    if isinstance(field, forms.DateField):
        field.input_formats = list(dict.fromkeys([*(field.input_formats or ()), "%Y%m%d"]))


def _say_it_in_swedish(field: forms.Field, label: str) -> None:
    asks = isinstance(field, forms.ChoiceField) or hasattr(field, "queryset")
    ticks = isinstance(field, forms.BooleanField)
    verb = "Kryssa i" if ticks else "Välj" if asks else "Fyll i"
    sentences = {
        "required": f"{verb} ”{label}”.",
        "invalid_choice": f"Välj ett av alternativen i ”{label}”.",
        "invalid_list": f"Välj bland alternativen i ”{label}”.",
    }
    if isinstance(field, forms.DateField):
        sentences["invalid"] = f"Skriv ”{label}” som år-månad-dag, till exempel 2026-04-17."
    elif isinstance(field, forms.EmailField):
        sentences["invalid"] = "Skriv en e-postadress, till exempel namn@kommun.se."
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = f"Skriv ”{label}” med siffror."
    for code, sentence in sentences.items():
        if field.error_messages.get(code) == _default(field, code):
            field.error_messages[code] = sentence


def _default(field: forms.Field, code: str) -> Any:
    for each in type(field).__mro__:
        messages = getattr(each, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None
