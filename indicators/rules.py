"""Who may have figures fetched, judge them, write about them, enter them, and order reports.

Entering and reviewing figures is the stewards'. A reflection is written on behalf of a body that
follows the figures: a network, or a body with a mandate on `indicator`; by those who sit in it
today, or by a steward, who serves them all. It is published by a steward or by who leads the
body (chair or convener), because it then speaks for the body. All of it is the county's data:
seats, kinds of bodies and mandates; no county is named here.
"""

from typing import Any

import rules

from county.access import Seat, acting
from county.models import Body
from county.rules import stewards_indicators

may_refresh: rules.predicates.Predicate = stewards_indicators
"""Have figures fetched."""
may_judge: rules.predicates.Predicate = stewards_indicators
"""Accept or dismiss values in quarantine, and accept what a source has changed."""
SUBJECT = "indicator"


def following_seats(user: Any) -> list[Seat]:
    """The person's seats today in bodies that follow the figures.

    That is in a living network, and in a living body with a mandate on indicators.
    """
    held = acting(user)
    mandated = frozenset(body for body, _action, what in held.mandates if what == SUBJECT)
    return [
        seat
        for seat in held.seats
        if seat.body_id
        and not seat.body_historic
        and (seat.body_kind == Body.Kind.NETWORK or seat.body_id in mandated)
    ]


def writes_for(user: Any) -> frozenset[int]:
    """Ids of the bodies that the person sits in and may write reflections for."""
    return frozenset(seat.body_id for seat in following_seats(user) if seat.body_id)


def leads(user: Any) -> frozenset[int]:
    """Ids of the bodies that the person leads and may publish reflections for."""
    return frozenset(
        seat.body_id
        for seat in following_seats(user)
        if seat.body_id and (seat.is_chair or seat.is_convener)
    )


def reflects(user: Any) -> bool:
    """May write reflections at all."""
    return bool(stewards_indicators(user) or writes_for(user))


def writes_reflection(user: Any, reflection: Any) -> bool:
    """May read the reflection as a draft, and change it."""
    return bool(stewards_indicators(user)) or reflection.body_id in writes_for(user)


def publishes_reflection(user: Any, reflection: Any) -> bool:
    """May let the reflection speak for its body, and take it back."""
    return bool(stewards_indicators(user)) or reflection.body_id in leads(user)


def steward(user: Any, _thing: Any = None) -> bool:
    """Answers for the figures."""
    return bool(stewards_indicators(user))


def reviews_entry(user: Any, entry: Any) -> bool:
    """A steward, and never the one who entered the value."""
    return steward(user) and entry.entered_by_id != user.pk


def takes_back_entry(user: Any, entry: Any) -> bool:
    """The one who entered the value."""
    return steward(user) and entry.entered_by_id == user.pk


def reviews_upload(user: Any, upload: Any) -> bool:
    """A steward, and never the one who brought the file."""
    return steward(user) and upload.uploaded_by_id != user.pk


def owns_upload(user: Any, upload: Any) -> bool:
    """The one who brought the file."""
    return steward(user) and upload.uploaded_by_id == user.pk
