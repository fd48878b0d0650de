"""Answers as Swedish text: on pages, in changes, in the snapshot and in documents."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from foundation.text.numbers import number
from initiatives.answers import Instead, alternative
from initiatives.conditions import is_asked
from initiatives.models import TemplateField
from initiatives.proposal import Linked, Proposal
from initiatives.registers import REGISTER_OF_KIND, labels_of
from initiatives.rows import amount, columns_of

Kind = TemplateField.Kind


def as_text(proposal: Proposal, field: TemplateField) -> str:
    """One field's answer as text; empty when there is none. Rows become lines."""
    return value_as_text(field, proposal.answer(field))


def value_as_text(field: TemplateField, value: Any) -> str:
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
    return _WORDINGS.get(field.kind, _as_it_is)(field, value)


def _as_it_is(_field: TemplateField, value: Any) -> str:
    return str(value)


def _yes_or_no(_field: TemplateField, value: Any) -> str:
    return "Ja" if value else "Nej"


def _chosen(field: TemplateField, value: Any) -> str:
    return dict(choices_of(field)).get(value, str(value))


def _lines(field: TemplateField, value: Any) -> str:
    heads, rows = table_of(field, value)
    return "\n".join(
        "; ".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)
        for row in rows
    )


_WORDINGS: dict[str, Callable[[TemplateField, Any], str]] = {
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
    field: TemplateField, rows: Sequence[dict[str, Any]]
) -> tuple[list[str], list[list[str]]]:
    """The heads and the cells of an answer in rows."""
    columns = columns_of(field)
    wanted: dict[str, set[str]] = {}
    for column in columns:
        register = REGISTER_OF_KIND.get(column["kind"])
        if register:
            wanted.setdefault(register, set()).update(
                str(row.get(column["key"], "")) for row in rows
            )
    names = labels_of(wanted)
    return (
        [column["label"] for column in columns],
        [[_cell(column, row.get(column["key"]), names) for column in columns] for row in rows],
    )


def _cell(column: dict[str, Any], value: Any, names: dict[tuple[str, str], str]) -> str:
    if value in (None, ""):
        return ""
    kind = column["kind"]
    if kind in REGISTER_OF_KIND:
        return names.get((REGISTER_OF_KIND[kind], str(value)), str(value))
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
            shown["heads"], shown["rows"] = table_of(field, value)
        else:
            shown["text"] = value_as_text(field, value)
        found.append(shown)
    return found
