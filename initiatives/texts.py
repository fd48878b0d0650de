"""Answers as Swedish text: on pages, in changes, in the snapshot and in documents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from foundation.text.numbers import number
from initiatives.answers import Instead, alternative
from initiatives.conditions import is_asked
from initiatives.models import TemplateField
from initiatives.proposal import Linked, Proposal
from initiatives.registers import REGISTER_OF_KIND, Known
from initiatives.rows import amount, columns_of

Kind = TemplateField.Kind


def as_text(proposal: Proposal, field: TemplateField) -> str:
    """One field's answer as text; empty when there is none. Rows become lines."""
    return value_as_text(field, proposal.answer(field), proposal.known)


def value_as_text(field: TemplateField, value: Any, known: Known) -> str:
    """An answer as text, whatever its kind."""
    if value is None or value in ("", (), []):
        return ""
    if isinstance(value, Instead):
        words = alternative(field) or {}
        return ": ".join(part for part in (words.get("label", ""), value.reason) if part)
    if isinstance(value, Linked):
        return value.label
    if isinstance(value, tuple):
        return ", ".join(each.label for each in value)
    return _WORDINGS.get(field.kind, _as_it_is)(field, value, known)


def _as_it_is(_field: TemplateField, value: Any, _known: Known) -> str:
    return str(value)


def _yes_or_no(_field: TemplateField, value: Any, _known: Known) -> str:
    return "Ja" if value else "Nej"


def _chosen(field: TemplateField, value: Any, _known: Known) -> str:
    return dict(choices_of(field)).get(value, str(value))


def _lines(field: TemplateField, value: Any, known: Known) -> str:
    heads, rows = table_of(field, value, known)
    return "\n".join(
        "; ".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)
        for row in rows
    )


_WORDINGS: dict[str, Callable[[TemplateField, Any, Known], str]] = {
    Kind.CONFIRM: _yes_or_no,
    Kind.CHOICE: _chosen,
    Kind.ROWS: _lines,
}


def choices_of(field: TemplateField) -> list[tuple[str, str]]:
    """The choices of a field of kind choice, as (value, label)."""
    return options(field.limits)


def options(limits: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The values to choose among that a field's or a column's limits give."""
    return [(each["value"], each["label"]) for each in limits.get("choices") or ()]


def table_of(
    field: TemplateField, rows: Sequence[dict[str, Any]], known: Known
) -> tuple[list[str], list[list[str]]]:
    """The heads and the cells of an answer in rows."""
    columns = columns_of(field)
    return (
        [column["label"] for column in columns],
        [[_cell(column, row.get(column["key"]), known) for column in columns] for row in rows],
    )


def _cell(column: dict[str, Any], value: Any, known: Known) -> str:
    if value in (None, ""):
        return ""
    kind = column["kind"]
    if kind in REGISTER_OF_KIND:
        return known.name_of(REGISTER_OF_KIND[kind], str(value))
    if kind == "choice":
        return dict(options(column)).get(value, str(value))
    if kind == "money":
        return f"{number(amount(value))}\u00a0kr"
    return str(value)


def readable_fields(proposal: Proposal, fields: Sequence[TemplateField]) -> list[dict[str, Any]]:
    """Each field that is asked, for reading: code, name, text or table, whether it is empty."""
    found = []
    for field in fields:
        if not is_asked(proposal, field):
            continue
        value = proposal.answer(field)
        shown: dict[str, Any] = {"code": field.code, "name": field.name, "empty": not value}
        if field.kind == Kind.ROWS and value and not isinstance(value, Instead):
            shown["heads"], shown["rows"] = table_of(field, value, proposal.known)
        else:
            shown["text"] = value_as_text(field, value, proposal.known)
        found.append(shown)
    return found
