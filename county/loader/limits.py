"""What the tables ask of a value beyond its type: length, choices, not empty."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


def faults(model: type[models.Model], values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field whose value the table would refuse, with a Swedish sentence."""
    columns = {field.name: field for field in model._meta.fields}
    for name, value in values.items():
        field = columns.get(name)
        if field is None or value is None or field.is_relation:
            continue
        if isinstance(field, ArrayField):
            for index, each in enumerate(value):
                if fault := _fault(field.base_field, each):
                    yield f"{name}[{index}]", fault
        elif fault := _fault(field, value):
            yield name, fault


def _fault(field: "models.Field[Any, Any]", value: Any) -> str:
    if field.choices and value not in (allowed := [choice for choice, _ in field.flatchoices]):
        return f"”{value}” finns inte att välja. Skriv något av: {', '.join(map(str, allowed))}"
    if value == "" and not field.blank:
        return "får inte vara tomt"
    longest = getattr(field, "max_length", None)
    if longest and isinstance(value, str) and len(value) > longest:
        return f"är för långt: {len(value)} tecken, högst {longest}"
    return ""
