"""Who may act in which capacity. Predicates of (user, anything); rights come from seats."""

from typing import Any

import rules

from county.access import acting
from county.models.role import Capability


@rules.predicate
def is_logged_in(user: Any) -> bool:
    """A person who has logged in and is active."""
    return bool(user and user.is_authenticated and user.is_active)


@rules.predicate
def proposes(user: Any) -> bool:
    """May start initiatives on behalf of a body."""
    return acting(user).can(Capability.PROPOSE) or prepares(user)


@rules.predicate
def prepares(user: Any) -> bool:
    """Has a seat in a body that prepares initiatives."""
    return bool(acting(user).bodies_that("prepares", "initiative"))


@rules.predicate
def receives(user: Any) -> bool:
    """Receives initiatives and may ask for completion."""
    return acting(user).can(Capability.RECEIVE)


@rules.predicate
def arranges(user: Any) -> bool:
    """Plans meetings and keeps the agenda."""
    return acting(user).can(Capability.ARRANGE)


@rules.predicate
def records(user: Any) -> bool:
    """Records what a body decides at its meeting."""
    return acting(user).can(Capability.RECORD)


@rules.predicate
def registers(user: Any) -> bool:
    """Registers in the diary."""
    return acting(user).can(Capability.REGISTER)


@rules.predicate
def assesses_needs(user: Any) -> bool:
    """Assesses needs and replies to them."""
    return acting(user).can(Capability.ASSESS_NEEDS)


@rules.predicate
def stewards_indicators(user: Any) -> bool:
    """Answers for indicators and their figures."""
    return acting(user).can(Capability.STEWARD_INDICATORS)


@rules.predicate
def operates(user: Any) -> bool:
    """Edits the county's data and watches over the operation."""
    return acting(user).can(Capability.OPERATE)


@rules.predicate
def decides_initiatives(user: Any) -> bool:
    """Has a seat today in the body that decides on initiatives."""
    return bool(acting(user).bodies_that("decides", "initiative"))


@rules.predicate
def decides(user: Any) -> bool:
    """Has a seat today in a body that decides on anything."""
    return any(action == "decides" for _body, action, _subject in acting(user).mandates)


needs_two_steps = registers | records | operates | decides
"""Those whose login an intruder could do lasting harm with."""
