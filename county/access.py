"""What a person may act as on a given day, read once from their memberships.

Every right in the portal is answered from here; `rules.py` in each package names the rights.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from county.models import Body, DecisionMandate, Membership
from foundation.text.dates import today


@dataclass(frozen=True)
class Acting:
    """The sum of a person's memberships that hold on `day`."""

    day: date
    memberships: tuple[Membership, ...] = ()
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
    mandates = DecisionMandate.objects.filter(body=OuterRef("body"))
    held: tuple[Any, ...] = tuple(
        Membership.objects.valid_on(day)
        .filter(user=user)
        .select_related("role", "body", "organisation")
        .annotate(
            granted=ArraySubquery(
                mandates.values(facts=JSONObject(action="action", subjects="subjects"))
            )
        )
    )
    return Acting(
        day=day,
        memberships=held,
        capabilities=frozenset(c for each in held for c in each.role.capabilities),
        body_ids=frozenset(each.body_id for each in held if each.body_id),
        organisation_ids=frozenset(each.organisation_id for each in held if each.organisation_id),
        mandates=frozenset(
            (each.body_id, facts["action"], subject)
            for each in held
            for facts in each.granted
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
