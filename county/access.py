"""What a person may act as on a given day, read once from their memberships.

Every right in the portal is answered from here; `rules.py` in each package names the rights.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from county.models import Body, DecisionMandate, Membership
from foundation.text.dates import today


class Seat(NamedTuple):
    """A membership as far as rights are answered from it."""

    capabilities: list[str]
    body_id: int | None
    body_kind: str | None
    body_historic: bool | None
    organisation_id: int | None
    is_chair: bool
    is_convener: bool
    granted: list[dict[str, Any]]
    """The mandates of the body: an action, and the subjects it may be done with."""


@dataclass(frozen=True)
class Acting:
    """The sum of a person's memberships that hold on `day`."""

    day: date
    seats: tuple[Seat, ...] = ()
    capabilities: frozenset[str] = frozenset()
    body_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    mandates: frozenset[tuple[int, str, str]] = field(default_factory=frozenset)

    def can(self, capability: str) -> bool:
        """True when a role held that day carries the capability."""
        return capability in self.capabilities

    def bodies_that(self, action: str, subject: str) -> frozenset[int]:
        """Ids of the person's bodies that may do `action` with `subject`."""
        return frozenset(
            body for body, does, what in self.mandates if does == action and what == subject
        )


NOBODY = Acting(day=date.min)


def acting(user: Any, day: date | None = None) -> Acting:
    """What `user` may act as on `day` (default today). One query, kept on the user object."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    day = day or today()
    kept: dict[date, Acting] = user.__dict__.setdefault("_acting", {})
    if day not in kept:
        kept[day] = _read(user, day)
    return kept[day]


def _read(user: Any, day: date) -> Acting:
    """Plain values: every page of the work area asks, and rows of four tables take far longer."""
    mandates = DecisionMandate.objects.filter(body=OuterRef("body"))
    held = (
        Membership.objects.valid_on(day)
        .filter(user=user)
        .values_list(
            "role__capabilities",
            "body_id",
            "body__kind",
            "body__historic",
            "organisation_id",
            "is_chair",
            "is_convener",
            ArraySubquery(mandates.values(facts=JSONObject(action="action", subjects="subjects"))),
        )
    )
    seats = tuple(Seat(*row) for row in held)
    return Acting(
        day=day,
        seats=seats,
        capabilities=frozenset(c for seat in seats for c in seat.capabilities),
        body_ids=frozenset(seat.body_id for seat in seats if seat.body_id),
        organisation_ids=frozenset(seat.organisation_id for seat in seats if seat.organisation_id),
        mandates=frozenset(
            (seat.body_id, facts["action"], subject)
            for seat in seats
            if seat.body_id
            for facts in seat.granted
            for subject in facts["subjects"]
        ),
    )


def bodies_with_mandate(action: str, subject: str) -> "list[Body]":
    """The county's living bodies that may do `action` with `subject`, in order."""
    return list(
        Body.objects.filter(
            mandates__action=action, mandates__subjects__contains=[subject], historic=False
        )
        .exclude(kind=Body.Kind.CATEGORY)
        .distinct()
    )
