"""The one way a state changes: under a row lock, with the version checked, and recorded."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from foundation.errors import NotAllowed, Refused, WrongState
from foundation.models import StatusChange, Versioned
from foundation.versions import lock
from foundation.workflow.table import Context, TransitionTable

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
    if source not in row.sources:
        label = table.states(source).label
        raise WrongState(f"Det går inte att välja ”{row.label}” när läget är ”{label}”.")
    if not row.who(actor, fresh):
        raise NotAllowed(f"Du har inte rätt att välja ”{row.label}”.")
    problems = row.problems(fresh, context)
    if problems:
        raise Refused("Det går inte än. Rätta det som listas och försök igen.", problems)

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
