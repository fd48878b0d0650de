"""History as people read it: who changed which field, from what to what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

KINDS = {"+": "Lades till", "~": "Ändrades", "-": "Togs bort"}
NOISE = {"version", "changed_at", "changed_by"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One saved version of a row: what happened, who did it, and the fields that differ."""

    at: datetime
    what: str
    who: str
    reason: str
    name: str
    fields: tuple[FieldChange, ...]


def changes_of(model: type[models.Model], pk: int, limit: int = 200) -> list[Change]:
    """The versions of one row, latest first, each with its differences from the one before."""
    records = list(
        model.history.filter(**{model._meta.pk.attname: pk})  # type: ignore[attr-defined]
        .select_related("history_user")
        .order_by("-history_date", "-history_id")[: limit + 1]
    )
    earlier = [*records[1:], None][: len(records)]
    return [
        _change(record, before)
        for record, before in zip(records, earlier, strict=True)
        if record.history_type != "~" or before is not None
    ][:limit]


def _change(record: Any, before: Any) -> Change:
    fields: tuple[FieldChange, ...] = ()
    if record.history_type == "~" and before is not None:
        delta = record.diff_against(before, foreign_keys_are_objs=True)
        fields = tuple(
            FieldChange(
                label=str(record.instance_type._meta.get_field(each.field).verbose_name),
                before=_text(record, each.field, each.old),
                after=_text(record, each.field, each.new),
            )
            for each in delta.changes
            if each.field not in NOISE
        )
    return Change(
        at=record.history_date,
        what=KINDS[record.history_type],
        who=str(record.history_user) if record.history_user else "Inläsning av länets fil",
        reason=record.history_change_reason or "",
        name=str(record.instance),
        fields=fields,
    )


def _text(record: Any, name: str, value: Any) -> str:
    field = record.instance_type._meta.get_field(name)
    if isinstance(value, list):
        return ", ".join(_item(each) for each in value)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return "" if value is None else str(value)


def _item(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values())
    return str(value)
