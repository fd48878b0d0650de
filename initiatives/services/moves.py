"""One step along the process, for the services beside this one."""

from collections.abc import Mapping
from typing import Any

from county.models import User
from foundation.workflow import apply
from initiatives.models import Initiative
from initiatives.workflow import INITIATIVE


def move(
    initiative_id: int,
    key: str,
    *,
    actor: User | None,
    version: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> Initiative:
    """Apply the transition `key`. Raises what `foundation.workflow.apply` raises."""
    thing = Initiative(pk=initiative_id)
    return apply(INITIATIVE, thing, key, actor=actor, version=version, reason=reason, data=data)
