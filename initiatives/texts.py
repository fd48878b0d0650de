"""Answers as Swedish text: on pages, in changes, in the snapshot and in documents."""

from collections.abc import Sequence
from typing import Any

from foundation.text.numbers import number
from initiatives.models import TemplateField
from initiatives.proposal import Linked, Proposal
from initiatives.registers import labels_of
from initiatives.rows import amount, columns_of

Kind = TemplateField.Kind
REGISTER_OF_KIND = {
    "organisation": "principals",
    "body": "bodies",
    "measure": "measures",
    "indicator": "indicators",
}
"""The register that a column of this kind chooses from."""


def as_text(proposal: Proposal, field: TemplateField) -> str:
    """One field's answer as text; empty when there is none. Rows become lines."""
    return value_as_text(field, proposal.value(field))


def value_as_text(field: TemplateField, value: Any) -> str:
    """An answer as text, whatever its kind."""
    if value is None or value == "" or value == () or value == []:
        return ""
    if isinstance(value, Linked):
        return value.label
    if isinstance(value, tuple):
        return ", ".join(each.label for each in value)
    if field.kind == Kind.CONFIRM:
        return "Ja" if value else "Nej"
    if field.kind == Kind.CHOICE:
        return dict(choices_of(field)).get(value, str(value))
    if field.kind == Kind.ROWS:
        heads, rows = table_of(field, value)
        return "\n".join(
            "; ".join(f"{head}: {cell}" for head, cell in zip(heads, row, strict=True) if cell)
            for row in rows
        )
    return str(value)


def choices_of(field: TemplateField) -> list[tuple[str, str]]:
    """The choices of a field of kind choice, as (value, label)."""
    return [(str(each[0]), str(each[1])) for each in field.limits.get("choices", ())]


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
        return dict(map(tuple, column.get("choices", ()))).get(value, str(value))
    if kind == "money":
        return f"{number(amount(value))}\u00a0kr"
    return str(value)
