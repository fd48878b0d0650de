"""Answers in rows as a formset, built from the columns that the template gives."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.forms import BaseFormSet, Form
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.forms import CountedTextarea, IsoDateField, PortalForm, ShortInput, row_formset
from foundation.text.numbers import number
from foundation.text.validators import no_personnummer
from initiatives.models import TemplateField
from initiatives.registers import REGISTER_OF_KIND, Choice
from initiatives.rows import Row, columns_of
from initiatives.texts import options

BLANK: Choice = ("", "–")


class AmountField(forms.CharField):
    """A number written as Swedish writes it: «400 000», «12,5». Kept as «400000», «12.5»."""

    def clean(self, value: Any) -> str:
        """The number as it is stored, or a sentence about how to write it."""
        typed = "".join(super().clean(value).split()).removesuffix("kr").replace(",", ".")
        if not typed:
            return ""
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or abs(amount) >= 10**12:
            raise forms.ValidationError(f"Skriv ”{self.label}” med siffror, till exempel 400 000.")
        return f"{amount:f}"


class MoneyField(AmountField):
    """An amount in kronor, shown in groups of three as it is read: «400 000»."""

    def prepare_value(self, value: Any) -> Any:
        """Group what is a number; leave what is not as it was typed."""
        typed = str(value or "")
        plain = typed.removeprefix("-").replace(".", "", 1)
        return number(Decimal(typed)) if plain.isascii() and plain.isdigit() else value


class SuggestingInput(forms.TextInput):
    """A box that suggests names from a register, and takes any other words as well."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__({"autocomplete": "off"})
        self.names = names

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The box and its list of suggestions."""
        known = f"{(attrs or {}).get('id', name)}-forslag"
        box = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        suggestions = format_html_join("", '<option value="{}">', ((each,) for each in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', box, known, suggestions)


class RegisterOrTextField(forms.CharField):
    """A name from a register, kept as its key, or words of one's own, kept as they are."""

    def __init__(self, known: Sequence[Choice], **kwargs: Any) -> None:
        self.known = known
        widget = SuggestingInput([label for _key, label in known])
        super().__init__(max_length=500, validators=[no_personnummer], widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a key as its name."""
        return dict(self.known).get(str(value), value)

    def clean(self, value: Any) -> str:
        """The key when the words are a name in the register."""
        typed = str(super().clean(value))
        keys = {label.casefold(): key for key, label in self.known}
        return keys.get(typed.casefold(), typed)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as shown."""
        return bool(super().has_changed(self.prepare_value(initial), data))


def rows_for(
    field: TemplateField,
    rows: Sequence[Row],
    choices: Mapping[str, list[Choice]],
    data: QueryDict | None,
) -> "BaseFormSet[Form]":
    """The formset of one field, filled with the saved rows or bound to what was sent."""
    columns = {column["key"]: _column(column, choices) for column in columns_of(field)}
    form = type("RowOf", (PortalForm,), {"compact": True, **columns})
    initial = [{key: value for key, value in row.items() if key in columns} for row in rows]
    formset: BaseFormSet[Form] = row_formset(form)(data, prefix=field.code, initial=initial)
    return formset


def stored_rows(formset: Any) -> list[Row]:
    """The filled rows as they are kept: texts and ISO dates, empty cells left out."""
    rows = []
    for each in formset.filled:
        row = {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in each.items()
            if value not in (None, "")
        }
        if row:
            rows.append(row)
    return rows


def _column(column: Mapping[str, Any], choices: Mapping[str, list[Choice]]) -> forms.Field:
    facts: dict[str, Any] = {"label": column["label"], "required": False}
    kind = column["kind"]
    if kind == "measure":
        return RegisterOrTextField(choices.get("measures", []), **facts)
    if kind in REGISTER_OF_KIND:
        known = choices.get(REGISTER_OF_KIND[kind], [])
        return forms.ChoiceField(choices=[BLANK, *known], **facts)
    if kind == "choice":
        return forms.ChoiceField(choices=[BLANK, *options(column)], **facts)
    if kind == "date":
        return IsoDateField(**facts)
    if kind in {"number", "money"}:
        amount = MoneyField if kind == "money" else AmountField
        return amount(max_length=30, widget=ShortInput({"inputmode": "decimal"}), **facts)
    grows = CountedTextarea(rows=1)
    return forms.CharField(max_length=500, validators=[no_personnummer], widget=grows, **facts)
