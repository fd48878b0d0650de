"""Who changed what in a need, in words."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from initiatives.history import Change, FieldChange
from initiatives.models import Need

TEXTS = ("title", "text", "reply")


def changes_of(need: Need, *, limit: int = 20) -> list[Change]:
    """The changes of the need's texts and areas, newest first."""
    records = list(
        need.history.select_related("history_user")
        .prefetch_related("focus_areas__focusarea", "goal_areas__goalarea")
        .order_by("-history_id")[: limit + 1]
    )
    found = []
    for later, earlier in pairwise(records):
        fields = tuple(_differences(earlier, later))
        if fields:
            who = str(later.history_user or "Portalen")
            found.append(Change(later.version, who, later.history_date, fields))
    return found


def _differences(earlier: Any, later: Any) -> Iterator[FieldChange]:
    for name in TEXTS:
        before, after = getattr(earlier, name), getattr(later, name)
        if before != after:
            yield FieldChange(_label(name), before, after)
    for name, other in (("focus_areas", "focusarea"), ("goal_areas", "goalarea")):
        before, after = (
            ", ".join(sorted(str(getattr(each, other)) for each in getattr(row, name).all()))
            for row in (earlier, later)
        )
        if before != after:
            yield FieldChange(_label(name), before, after)


def _label(name: str) -> str:
    return str(Need._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
