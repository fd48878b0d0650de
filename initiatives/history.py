"""Who changed what: the history that django-simple-history keeps, told field by field.

All rows written together carry the same version; a version is compared with the one before.
Four queries whatever the number of changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast

from foundation.text.numbers import counted
from initiatives.answers import unpack
from initiatives.models import Initiative, TemplateField
from initiatives.proposal import (
    COLUMNS,
    PEOPLE_AND_BODIES,
    RELATIONS,
    Linked,
    Proposal,
    keys_in,
    register_of,
)
from initiatives.registers import Known, look_up
from initiatives.texts import value_as_text

Kind = TemplateField.Kind
FEW = 3


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as text."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One version: who wrote it, when, and the fields that differ from the version before."""

    version: int
    who: str
    at: datetime
    fields: tuple[FieldChange, ...] = field(default=())

    @property
    def what(self) -> str:
        """The changed fields by name when they are few, otherwise how many."""
        if len(self.fields) > FEW:
            return counted(len(self.fields), "fält", "fält")
        return ", ".join(each.label for each in self.fields)


@dataclass(frozen=True)
class _Row:
    """One version as it stood: columns, and what it pointed at."""

    record: Any
    linked: Mapping[str, tuple[Linked, ...]]


def changes_of(
    proposal: Proposal, *, since: int = 0, after: datetime | None = None, limit: int = 20
) -> list[Change]:
    """The latest changes, newest first.

    `since` leaves out that version and older ones, `after` what was written before that moment.
    """
    rows = _versions(proposal.initiative, limit + 1)
    known = _names(proposal.fields, [row.record for row in rows])
    found = []
    for later, earlier in zip(rows, [*rows[1:], None], strict=True):
        if later.record.version <= since or (earlier is None and later.record.version > 1):
            continue
        if after is not None and later.record.history_date <= after:
            continue
        changed = tuple(_differences(proposal.fields, earlier, later, known))
        if changed:
            who = later.record.history_user or later.record.changed_by or "Portalen"
            found.append(Change(later.record.version, str(who), later.record.history_date, changed))
    return found[:limit]


def _versions(initiative: Initiative, limit: int) -> list[_Row]:
    """The last row of each version, newest first."""
    records = (
        initiative.history.select_related("history_user", "changed_by")
        .order_by("-version", "-history_id")
        .distinct("version")[:limit]
    )
    records = list(records)
    linked = linked_then(Initiative, RELATIONS, [record.history_id for record in records])
    return [_Row(record, linked.get(record.history_id, {})) for record in records]


def linked_then(
    model: type[Model], relations: Mapping[str, str], ids: Sequence[int]
) -> dict[int, dict[str, tuple[Linked, ...]]]:
    """What each historical row of `model` pointed at, in one query; by history id and relation."""
    parts = []
    for target, label in relations.items():
        through = getattr(model.history.model, target).model  # type: ignore[attr-defined]
        other = label.partition("__")[0]
        parts.append(
            through._default_manager.filter(history_id__in=ids).values_list(
                "history_id",
                Value(target),
                Cast(F(f"{other}_id"), CharField()),
                Cast(F(label), CharField()),
            )
        )
    found: dict[int, dict[str, list[Linked]]] = {}
    for history_id, target, key, label in parts[0].union(*parts[1:], all=True):
        found.setdefault(history_id, {}).setdefault(target, []).append(Linked(key, label or key))
    return {
        history_id: {target: _sorted(each) for target, each in by.items()}
        for history_id, by in found.items()
    }


def _sorted(linked: list[Linked]) -> tuple[Linked, ...]:
    return tuple(sorted(linked, key=lambda each: each.label))


def _names(fields: Iterable[TemplateField], records: Iterable[Any]) -> Known:
    wanted: dict[str, set[str]] = {}
    records = list(records)
    for each in fields:
        for record in records:
            if each.target in PEOPLE_AND_BODIES:
                keys = [(register_of(each), str(getattr(record, f"{each.target}_id") or ""))]
            else:
                keys = list(keys_in(each, record.answers.get(each.code)))
            for register, key in keys:
                wanted.setdefault(register, set()).add(key)
    return look_up(wanted)


def _differences(
    fields: Iterable[TemplateField], earlier: _Row | None, later: _Row, known: Known
) -> Iterable[FieldChange]:
    for each in fields:
        before = _value(each, earlier, known) if earlier else None
        after = _value(each, later, known)
        if (before or None) != (after or None):
            yield FieldChange(
                f"{each.code} {each.name}",
                value_as_text(each, before, known),
                value_as_text(each, after, known),
            )


def _value(each: TemplateField, row: _Row, known: Known) -> Any:
    if each.target in RELATIONS:
        return row.linked.get(each.target, ())
    if each.target in COLUMNS:
        return getattr(row.record, each.target)
    register = register_of(each)
    if each.target in PEOPLE_AND_BODIES:
        key = str(getattr(row.record, f"{each.target}_id") or "")
        return Linked(key, known.name_of(register, key)) if key else None
    stored = unpack(row.record.answers.get(each.code))
    return stored.instead or _named(each, stored.value, known)


def _named(each: TemplateField, answer: Any, known: Known) -> Any:
    register = register_of(each)
    if each.kind == Kind.RELATION and answer:
        return Linked(answer, known.name_of(register, answer))
    if each.kind == Kind.RELATIONS:
        return tuple(Linked(key, known.name_of(register, key)) for key in answer or [])
    return answer
