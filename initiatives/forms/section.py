"""A section of the proposal as a form, built from the template's data.

Fields are named by their code, so that errors and links can point at them. Nothing is required
here: a half-filled section can always be saved. A field that does not hold is left out of what
is saved, and the rest is saved.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms import BaseFormSet, Form
from django.http import QueryDict

from foundation.errors import Problem
from foundation.forms import CountedTextarea, PortalForm, VersionedFormMixin, with_new_row
from foundation.text.validators import no_personnummer
from initiatives.forms.asking import AskedMixin
from initiatives.forms.instead import beside, initial_instead, instead_fields, with_reason
from initiatives.forms.rows import rows_for, stored_rows
from initiatives.models import TemplateField
from initiatives.proposal import COLUMNS, Linked, Proposal, register_of
from initiatives.registers import REGISTER_OF_KIND, Choice, choices_of
from initiatives.rows import columns_of
from initiatives.services.drafts import ALWAYS
from initiatives.texts import choices_of as options_of

Kind = TemplateField.Kind
HARD_LIMIT = 20_000
FEW = 5
BLANK: Choice = ("", "Välj")


class SectionFields(AskedMixin, PortalForm, VersionedFormMixin):
    """The fields of a section that are answered with one value."""


@dataclass
class SectionForm:
    """One section: single fields in `form`, answers in rows in `formsets`, in template order."""

    fields: Sequence[TemplateField]
    form: SectionFields
    formsets: Mapping[str, "BaseFormSet[Form]"]

    def items(self) -> Iterator[dict[str, Any]]:
        """Each field for the template: its code, and either a bound field or a formset."""
        for field in self.fields:
            yield {
                "code": field.code,
                "label": f"{field.code} {field.name}",
                "guidance": field.guidance,
                "bound": self.form[field.code] if field.code in self.form.fields else None,
                "formset": self.formsets.get(field.code),
                "instead": [self.form[name] for name in beside(field) if name in self.form.fields],
            }

    def is_valid(self) -> bool:
        """Validate everything; True when all of it can be saved."""
        sound = [self.form.is_valid(), *(each.is_valid() for each in self.formsets.values())]
        return all(sound)

    def answers(self) -> dict[str, Any]:
        """What can be saved, by code. Call after `is_valid`."""
        found: dict[str, Any] = {}
        for field in self.fields:
            formset, cleaned = self.formsets.get(field.code), self.form.cleaned_data
            if any(name in self.form.errors for name in beside(field)):
                continue
            if formset is not None:
                if formset.is_valid():
                    found[field.code] = with_reason(field, stored_rows(formset), cleaned)
            elif field.code in cleaned:
                found[field.code] = with_reason(field, cleaned[field.code], cleaned)
        return found

    def problems(self) -> list[Problem]:
        """What could not be saved, each with the address of its field."""
        found = []
        for field in self.fields:
            errors = [
                error
                for name in (field.code, *beside(field))
                for error in self.form.errors.get(name, ())
            ]
            formset = self.formsets.get(field.code)
            if formset is not None and formset.is_bound:
                errors += [
                    f"{field.code}, rad {row}: {error}"
                    for row, each in enumerate(formset.forms, start=1)
                    for messages in each.errors.values()
                    for error in messages
                ]
                errors += formset.non_form_errors()
            found += [Problem(str(error), f"#falt-{field.code}") for error in errors]
        return found


def section_form(
    proposal: Proposal, fields: Sequence[TemplateField], data: QueryDict | None = None
) -> SectionForm:
    """Build the form, filled with what is saved, or bound to what was sent."""
    choices = choices_of(_registers(fields))
    single = {
        field.code: _field(proposal, field, choices) for field in fields if field.kind != Kind.ROWS
    }
    initial = {field.code: _initial(proposal, field) for field in fields}
    for field in fields:
        single |= instead_fields(field)
        initial |= initial_instead(proposal, field)
    form_class = type("SectionFieldsOf", (SectionFields,), {
        **single,
        "always": AskedMixin.always | {f.code for f in fields if f.target in ALWAYS},
    })  # fmt: skip
    form = form_class(data, initial=initial | {"version": proposal.initiative.version})
    formsets = {
        field.code: rows_for(
            field, proposal.value(field) or [], choices, _rows_data(data, field.code)
        )
        for field in fields
        if field.kind == Kind.ROWS
    }
    return SectionForm(fields, form, formsets)


def wants_row(data: QueryDict, fields: Sequence[TemplateField]) -> bool:
    """True when «Lägg till rad» was pressed for one of the fields."""
    return any(with_new_row(data, field.code) is not None for field in fields)


def _rows_data(data: QueryDict | None, code: str) -> QueryDict | None:
    return None if data is None else with_new_row(data, code) or data


def _registers(fields: Sequence[TemplateField]) -> Iterator[str]:
    for field in fields:
        if field.kind in {Kind.RELATION, Kind.RELATIONS}:
            yield register_of(field)
        for column in columns_of(field):
            if column["kind"] in REGISTER_OF_KIND:
                yield REGISTER_OF_KIND[column["kind"]]


def _field(
    proposal: Proposal, field: TemplateField, choices: Mapping[str, list[Choice]]
) -> forms.Field:
    facts: dict[str, Any] = {
        "label": f"{field.code} {field.name}",
        "help_text": field.guidance,
        "required": field.requirement == TemplateField.Requirement.SUBMISSION,
    }
    if field.kind in {Kind.RELATION, Kind.RELATIONS}:
        known = _with_current(choices.get(register_of(field), []), proposal.value(field))
        return _choosing(field, known, facts)
    return _BUILDERS[field.kind](field, facts)


def _choosing(field: TemplateField, known: list[Choice], facts: dict[str, Any]) -> forms.Field:
    if field.kind == Kind.RELATION:
        return forms.ChoiceField(choices=[BLANK, *known], **facts)
    if not known:
        facts["help_text"] = "Det finns inget att välja än."
        facts["required"] = False
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(choices=known, widget=widget, **facts)


def _text(field: TemplateField, facts: dict[str, Any]) -> forms.Field:
    most = field.limits.get("max_length")
    text = forms.CharField(max_length=most, validators=[no_personnummer], **facts)
    return text if field.target in COLUMNS else _softened(text)


def _long_text(field: TemplateField, facts: dict[str, Any]) -> forms.Field:
    rows = 4 if (field.limits.get("max_length") or HARD_LIMIT) < 1000 else 8  # noqa: PLR2004 - characters
    return _softened(
        forms.CharField(
            max_length=field.limits.get("max_length"),
            widget=CountedTextarea(rows=rows),
            validators=[no_personnummer],
            **facts,
        )
    )


def _softened(field: forms.CharField) -> forms.CharField:
    """A text that is too long can be saved, and is named when the proposal is handed in."""
    field.validators = [
        each for each in field.validators if not isinstance(each, MaxLengthValidator)
    ]
    field.validators.append(MaxLengthValidator(HARD_LIMIT))
    return field


def _choice(field: TemplateField, facts: dict[str, Any]) -> forms.Field:
    known = options_of(field)
    if len(known) <= FEW:
        return forms.ChoiceField(choices=known, widget=forms.RadioSelect, **facts)
    return forms.ChoiceField(choices=[BLANK, *known], **facts)


def _confirm(_field: TemplateField, facts: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(**facts)


_BUILDERS: dict[str, Callable[[TemplateField, dict[str, Any]], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.CONFIRM: _confirm,
}


def _initial(proposal: Proposal, field: TemplateField) -> Any:
    value = proposal.value(field)
    if isinstance(value, Linked):
        return value.key
    if isinstance(value, tuple):
        return [each.key for each in value]
    return value


def _with_current(known: list[Choice], value: Any) -> list[Choice]:
    """The choices, with what is chosen already even if it can no longer be chosen anew."""
    chosen = [value] if isinstance(value, Linked) else list(value or ())
    keys = {key for key, _label in known}
    return [*known, *(tuple(each) for each in chosen if each.key not in keys)]
