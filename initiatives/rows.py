"""Answers in rows: what the columns may hold, and what the rows must add up to.

`limits` of a field of kind rows: `columns` (key, label, kind), `min_items`, `period` (the two
columns that begin and end) and `balance` (two columns whose sums must agree). Kinds: text,
number, money, date, choice, organisation, body, measure, indicator.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.text.numbers import number
from initiatives.models import TemplateField
from initiatives.registers import is_unused, labels_of

Row = dict[str, Any]


def columns_of(field: TemplateField) -> list[dict[str, Any]]:
    """The columns as the template gives them."""
    return list(field.limits.get("columns") or ())


def problems_of_rows(field: TemplateField, rows: list[Row]) -> Iterator[str]:
    """What stands in the way of handing in, in words that follow the field's name."""
    least = field.limits.get("min_items") or 1
    if len(rows) < least:
        yield f"fyll i minst {number(least)} rader" if least > 1 else "fyll i minst en rad"
    for position, row in enumerate(rows, start=1):
        yield from _problems_of_row(field, row, position)
    yield from _measures(field, rows)


def amount(value: Any) -> Decimal:
    """A number that was typed, 0 for none."""
    try:
        return Decimal(str(value or 0).replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation:
        return Decimal(0)


def _problems_of_row(field: TemplateField, row: Row, position: int) -> Iterator[str]:
    for column in columns_of(field):
        if column.get("required") and not row.get(column["key"]):
            yield f"rad {position} saknar {column['label'].lower()}"
    dates = [date.fromisoformat(row[key]) for key in _period(field) if row.get(key)]
    if dates != sorted(dates):
        yield f"rad {position} slutar innan den börjar"


def _period(field: TemplateField) -> list[str]:
    return list(field.limits.get("period") or ())


def imbalance(field: TemplateField, rows: list[Row]) -> Iterator[str]:
    """Both sums, when two columns that must agree do not."""
    keys = field.limits.get("balance")
    if not keys:
        return
    labels = {column["key"]: column["label"].lower() for column in columns_of(field)}
    first, second = (sum(amount(row.get(key)) for row in rows) for key in keys)
    if first != second:
        yield (
            f"{labels.get(keys[0], keys[0])} {number(first)}\u00a0kr, "
            f"{labels.get(keys[1], keys[1])} {number(second)}\u00a0kr"
        )


def _measures(field: TemplateField, rows: list[Row]) -> Iterator[str]:
    """Every measure steers towards an indicator, where the county has any."""
    kinds = {column["kind"]: column["key"] for column in columns_of(field)}
    lacking = [row for row in rows if "indicator" in kinds and not row.get(kinds["indicator"])]
    if not lacking or is_unused("indicators"):
        return
    key = kinds.get("measure", columns_of(field)[0]["key"])
    names = labels_of({"measures": [str(row.get(key, "")) for row in lacking]})
    for row in lacking:
        typed = str(row.get(key) or "utan namn")
        name = names.get(("measures", typed), typed) if "measure" in kinds else typed
        yield f"måttet ”{name}” saknar indikator"
