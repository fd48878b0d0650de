"""One step along the process, for the services beside this one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from county.models import User
from foundation import outbox
from foundation.models import StatusChange
from foundation.workflow import apply
from initiatives.models import Initiative
from initiatives.notices import SENTENCES
from initiatives.workflow import INITIATIVE


@transaction.atomic
def move(
    initiative_id: int,
    key: str,
    *,
    actor: User | None,
    version: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Initiative:
    """Apply the transition `key`, and have those whom it concerns told.

    Raises what `foundation.workflow.apply` raises.
    """
    thing = Initiative(pk=initiative_id)
    moved = apply(INITIATIVE, thing, key, actor=actor, version=version, reason=reason, data=data)
    if key in SENTENCES:
        change = StatusChange.of(moved).order_by("pk").last()
        outbox.enqueue("initiative.notice", str(change.pk) if change else "")
    return moved
