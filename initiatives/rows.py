"""Answers in rows: what the columns may hold, and what the rows must add up to.

`limits` of a field of kind rows: `columns` (key, label, kind), `min_items`, `period` (the two
columns that begin and end), `balance` (two columns whose sums must agree) and `positive` (a
column whose sum is more than nothing). A column may be `required`, or `required_when` another
column of its row has one of certain values. Kinds: text, number, money, date, choice,
organisation, body, measure, indicator.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.text.numbers import number
from initiatives.models import TemplateField
from initiatives.registers import Known

Row = dict[str, Any]


def columns_of(field: TemplateField) -> list[dict[str, Any]]:
    """The columns as the template gives them."""
    return list(field.limits.get("columns") or ())


def problems_of_rows(
    field: TemplateField, rows: list[Row], lifted: frozenset[str], known: Known
) -> Iterator[str]:
    """What stands in the way of handing in, in words that follow the field's name.

    `lifted` columns may be left empty; `known` names the measures.
    """
    least = field.limits.get("min_items") or 1
    if len(rows) < least:
        yield f"fyll i minst {number(least)} rader" if least > 1 else "fyll i minst en rad"
    for position, row in enumerate(rows, start=1):
        yield from _problems_of_row(field, row, position, lifted)
    yield from _measures(field, rows, lifted, known)


def amount(value: Any) -> Decimal:
    """A number that was typed, 0 for none."""
    try:
        return Decimal(str(value or 0).replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation:
        return Decimal(0)


def _problems_of_row(
    field: TemplateField, row: Row, position: int, lifted: frozenset[str]
) -> Iterator[str]:
    for column in columns_of(field):
        if row.get(column["key"]) or column["key"] in lifted:
            continue
        if column.get("required"):
            yield f"rad {position} saknar {column['label'].lower()}"
        elif reason := _asked_by(field, row, column):
            yield f"rad {position} saknar {column['label'].lower()}, som behövs när {reason}"
    dates = [date.fromisoformat(row[key]) for key in _period(field) if row.get(key)]
    if dates != sorted(dates):
        yield f"rad {position} slutar innan den börjar"


def _asked_by(field: TemplateField, row: Row, column: Mapping[str, Any]) -> str:
    """«läge är ”Planeras”» when the row's other cell asks for this one, otherwise nothing."""
    rule = column.get("required_when")
    if not rule or row.get(rule["column"]) not in rule["values"]:
        return ""
    other = next((each for each in columns_of(field) if each["key"] == rule["column"]), None)
    if other is None:
        return ""
    value = row[rule["column"]]
    labels = {each["value"]: each["label"] for each in other.get("choices") or ()}
    return f"{other['label'].lower()} är ”{labels.get(value, value)}”"


def _period(field: TemplateField) -> list[str]:
    return list(field.limits.get("period") or ())


def problems_of_sums(field: TemplateField, rows: list[Row]) -> Iterator[str]:
    """Both sums, when two columns that must agree do not; a sum of nothing where that is asked."""
    labels = {column["key"]: column["label"].lower() for column in columns_of(field)}
    keys = field.limits.get("balance")
    if keys:
        first, second = (_sum(rows, key) for key in keys)
        if first != second:
            yield (
                f"{labels.get(keys[0], keys[0])} {number(first)}\u00a0kr, "
                f"{labels.get(keys[1], keys[1])} {number(second)}\u00a0kr"
            )
    key = field.limits.get("positive")
    if key and not _sum(rows, key):
        words = field.limits.get("instead") or {}
        way_out = f"; kryssa i ”{words['label']}” och skriv varför" if words else ""
        yield f"{labels.get(key, key)} är 0{way_out}"


def _sum(rows: list[Row], key: str) -> Decimal:
    return sum((amount(row.get(key)) for row in rows), Decimal(0))


def _measures(
    field: TemplateField, rows: list[Row], lifted: frozenset[str], known: Known
) -> Iterator[str]:
    """Every measure steers towards an indicator, where the county has any."""
    kinds = {c["kind"]: c["key"] for c in columns_of(field) if c["key"] not in lifted}
    if "indicator" not in kinds or "indicators" in known.unused:
        return
    key = kinds.get("measure", columns_of(field)[0]["key"])
    for row in rows:
        if not row.get(kinds["indicator"]):
            typed = str(row.get(key) or "utan namn")
            name = known.name_of("measures", typed) if "measure" in kinds else typed
            yield f"måttet ”{name}” saknar indikator"
