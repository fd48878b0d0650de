"""Who changed what in a need, in words."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from initiatives.history import Change, FieldChange, linked_then
from initiatives.models import Need
from initiatives.proposal import Linked

TEXTS = ("title", "text", "reply")
AREAS = {"focus_areas": "focusarea__name", "goal_areas": "goalarea__name"}

Areas = Mapping[str, tuple[Linked, ...]]


def changes_of(need: Need, *, limit: int = 20) -> list[Change]:
    """The changes of the need's texts and areas, newest first."""
    records = list(need.history.select_related("history_user").order_by("-history_id")[: limit + 1])
    areas = linked_then(Need, AREAS, [record.history_id for record in records])
    found = []
    for later, earlier in pairwise(records):
        fields = (
            *_texts(earlier, later),
            *_areas(areas.get(earlier.history_id, {}), areas.get(later.history_id, {})),
        )
        if fields:
            who = str(later.history_user or "Portalen")
            found.append(Change(later.version, who, later.history_date, fields))
    return found


def _texts(earlier: Any, later: Any) -> Iterator[FieldChange]:
    for name in TEXTS:
        before, after = getattr(earlier, name), getattr(later, name)
        if before != after:
            yield FieldChange(_label(name), before, after)


def _areas(earlier: Areas, later: Areas) -> Iterator[FieldChange]:
    for name in AREAS:
        before, after = (
            ", ".join(each.label for each in areas.get(name, ())) for areas in (earlier, later)
        )
        if before != after:
            yield FieldChange(_label(name), before, after)


def _label(name: str) -> str:
    return str(Need._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
