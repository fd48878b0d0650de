"""The one way a state changes: under a row lock, with right and state checked, and recorded."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from foundation.errors import NotAllowed, Refused, WrongState
from foundation.models import StatusChange, Versioned
from foundation.versions import lock
from foundation.workflow.table import Context, Transition, TransitionTable

Thing = TypeVar("Thing", bound=Versioned)


@transaction.atomic
def apply(
    table: TransitionTable,
    thing: Thing,
    key: str,
    *,
    actor: Any,
    version: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Thing:
    """Move `thing` along the transition `key` and return it, fresh and locked.

    `version` is the version the person saw; None only for the system itself and for services
    that have already locked and checked the row. Raises StaleVersion, NotAllowed, WrongState
    or Refused, and then nothing has been written.
    """
    row = table[key]
    context = Context(actor=actor, reason=reason.strip(), data=data or {})
    fresh = lock(type(thing), thing.pk, version=version)
    source = table.state_of(fresh)
    _check(table, row, fresh, context)
    setattr(fresh, table.column, row.target)
    fresh.version += 1
    fresh.changed_at = timezone.now()
    fresh.changed_by = actor
    fresh.save()
    StatusChange.record(
        subject=fresh,
        transition=key,
        source=source,
        target=row.target,
        actor=actor,
        reason=context.reason,
    )
    for effect in row.effects:
        effect(fresh, context)
    return fresh


@transaction.atomic
def apply_all(
    table: TransitionTable,
    things: QuerySet[Thing],
    key: str,
    *,
    actor: Any,
    reason: str = "",
    also: Mapping[str, Any] | None = None,
) -> int:
    """Move every row of `things` along the transition, or none, in a few statements; how many.

    For rows that share one fate, as all values of a series do. `also` are other columns that get
    the same value in each row. A transition with effects cannot be applied so, nor rows whose
    history is kept: it is written by saving them one by one (ValueError).
    Raises NotAllowed, WrongState or Refused, and then nothing has been written.
    """
    row = table[key]
    if row.effects:
        raise ValueError(f"{table.name}.{key} has effects: apply it to one row at a time")
    if hasattr(things.model, "history"):
        raise ValueError(f"{table.name} keeps history: apply {key} to one row at a time")
    context = Context(actor=actor, reason=reason.strip())
    found = list(things.order_by("pk").select_for_update(of=("self",)))
    for each in found:
        _check(table, row, each, context)
    StatusChange.record_all(
        subjects=[(each, table.state_of(each)) for each in found],
        transition=key,
        target=row.target,
        actor=actor,
        reason=context.reason,
    )
    columns = dict(also or {}) | {table.column: row.target}
    rows = things.model._default_manager.filter(pk__in=[each.pk for each in found])
    return rows.update(
        **columns, version=F("version") + 1, changed_at=timezone.now(), changed_by=actor
    )


def _check(table: TransitionTable, row: Transition, fresh: Versioned, context: Context) -> None:
    """Raise what stands in the way of the transition, the state first."""
    state = table.state_of(fresh)
    if state not in row.sources:
        label = table.states(state).label
        raise WrongState(f"Det går inte att välja ”{row.label}” när läget är ”{label}”.")
    if not row.who(context.actor, fresh):
        raise NotAllowed(f"Du har inte rätt att välja ”{row.label}”.")
    problems = row.problems(fresh, context)
    if problems:
        raise Refused("Det går inte än. Rätta det som listas och försök igen.", problems)
