"""An answer as it is stored: plain, or with «ingen, därför att …» beside it.

A field whose `limits` hold `instead` may be answered with a reason instead of what it asks for:
«Ej tillämpligt» with the provision, «Kostar inget» with why. What was filled in before is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from initiatives.models import TemplateField


@dataclass(frozen=True)
class Instead:
    """The field is answered with a reason; `reason` is empty until it is written."""

    reason: str


@dataclass(frozen=True)
class Stored:
    """The parts of a stored answer: what was asked for, the ticked box, the reason."""

    value: Any
    ticked: bool = False
    reason: str = ""

    @property
    def instead(self) -> Instead | None:
        """The reason, when it is the answer."""
        return Instead(self.reason.strip()) if self.ticked else None


def unpack(stored: Any) -> Stored:
    """The parts of what stands in `Initiative.answers[code]`."""
    if isinstance(stored, Mapping):
        return Stored(stored.get("value"), bool(stored.get("instead")), stored.get("reason") or "")
    return Stored(stored)


def pack(value: Any, *, ticked: bool, reason: str) -> Any:
    """What to store; plain as long as nothing stands beside it."""
    if not ticked and not reason:
        return value
    return {"value": value, "instead": ticked, "reason": reason}


def alternative(field: TemplateField) -> Mapping[str, Any] | None:
    """The words of «ingen, därför att …» where the field allows it: label, reason, min_length."""
    return None if field.target else field.limits.get("instead")
