"""Who may read, write and move needs and initiatives. Predicates of (user, thing).

Rights come from seats (`county.access`). A draft is readable only by its author, the author's
own organisation and the originating body until it is handed in: before that it is not a public
document (TF 2 kap. 9 and 12 §§), and those who serve the process have no business in it.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from county import rules as county_rules
from county.access import acting
from county.models.role import Capability
from initiatives.states import BEFORE_THE_BODY, WRITING

Predicate = Callable[[Any, Any], bool]
SERVING = frozenset(
    {Capability.RECEIVE, Capability.ARRANGE, Capability.RECORD, Capability.REGISTER,
     Capability.OPERATE}
)  # fmt: skip


def any_of(*predicates: Predicate) -> Predicate:
    """True when one of the predicates is."""
    return lambda user, thing: any(each(user, thing) for each in predicates)


def serves_the_process(user: Any) -> bool:
    """Receives, plans meetings, records or registers: reads everything that has come in."""
    held = acting(user).capabilities
    return bool(held & (SERVING - {Capability.OPERATE}))


def home_organisations(user: Any) -> frozenset[int]:
    """The organisations whose drafts the person may read as a colleague.

    A seat that serves the whole process or operates the portal is no colleague's seat.
    """
    return frozenset(
        each.organisation_id
        for each in acting(user).seats
        if each.organisation_id and not SERVING & set(each.capabilities)
    )


def _ids(initiative: Any, kept: str, relation: str, column: str) -> set[int]:
    """Ids of bodies, from what `access.for_work` has read, or asked for."""
    known = getattr(initiative, kept, None)
    if known is None:
        known = getattr(initiative, relation).values_list(column, flat=True)
    return set(known)


def _preparing(initiative: Any) -> set[int]:
    return _ids(initiative, "preparing_ids", "preparing_bodies", "pk")


def not_ready(initiative: Any) -> set[int]:
    """The ids of the preparing bodies that have not noted that their part is done."""
    return _preparing(initiative) - _ids(initiative, "ready_ids", "ready_notes", "body_id")


def _convenes(user: Any, bodies: set[int]) -> bool:
    return any(each.is_convener and each.body_id in bodies for each in acting(user).seats)


def is_author(user: Any, initiative: Any) -> bool:
    """Started the initiative, and still has a seat or a role somewhere."""
    now = acting(user)
    return bool(now.seats) and user.pk == initiative.author_id


def in_originating_body(user: Any, initiative: Any) -> bool:
    """Has a seat in the body that the initiative is filed on behalf of."""
    return initiative.originating_body_id in acting(user).body_ids


def convenes_originating_body(user: Any, initiative: Any) -> bool:
    """Convenes that body."""
    return _convenes(user, {initiative.originating_body_id})


def in_preparing_body(user: Any, initiative: Any) -> bool:
    """Has a seat in one of the bodies that prepare it."""
    return bool(acting(user).body_ids & _preparing(initiative))


def convenes_preparing_body(user: Any, initiative: Any) -> bool:
    """Convenes one of the bodies that prepare it."""
    return _convenes(user, _preparing(initiative))


def is_author_of_ready(user: Any, initiative: Any) -> bool:
    """The author, once every preparing body has noted that its part is done."""
    if not is_author(user, initiative):
        return False
    return bool(_preparing(initiative)) and not not_ready(initiative)


def in_body_remitted_to(user: Any, initiative: Any) -> bool:
    """Has a seat in the body that it was sent back to."""
    return initiative.remitted_to_id is not None and (
        initiative.remitted_to_id in acting(user).body_ids
    )


def in_lead_body(user: Any, initiative: Any) -> bool:
    """Has a seat in the body that leads the assignment."""
    return initiative.lead_body_id is not None and (
        initiative.lead_body_id in acting(user).body_ids
    )


def receives(user: Any, _thing: Any) -> bool:
    """Receives initiatives for the county."""
    return bool(county_rules.receives(user))


def arranges(user: Any, _thing: Any) -> bool:
    """Plans meetings."""
    return bool(county_rules.arranges(user))


def decides_or_records(user: Any, _thing: Any) -> bool:
    """Sits in the deciding body, or records what it decides."""
    return bool(county_rules.decides_initiatives(user) or county_rules.records(user))


def is_the_system(user: Any, _thing: Any) -> bool:
    """Nobody: the portal itself."""
    return user is None


def assesses_needs(user: Any, _thing: Any) -> bool:
    """Assesses needs."""
    return bool(county_rules.assesses_needs(user))


def can_read_need(user: Any, _need: Any) -> bool:
    """Reads needs in full: those who assess them and those who propose."""
    return bool(county_rules.assesses_needs(user) or county_rules.proposes(user))


def can_read_initiative(user: Any, initiative: Any) -> bool:
    """May read the initiative in the work pages. Agrees with `visible_to`.

    One whose last seat has ended reads the public pages, like everybody.
    """
    if not acting(user).seats:
        return False
    return (
        initiative.published_at is not None
        or is_author(user, initiative)
        or in_originating_body(user, initiative)
        or initiative.organisation_id in home_organisations(user)
        or _reads_as_preparing(user, initiative)
        or (initiative.received_at is not None and _reads_received(user, initiative))
    )


def _reads_as_preparing(user: Any, initiative: Any) -> bool:
    sent = initiative.preparing_since is not None and initiative.state != "draft"
    return sent and in_preparing_body(user, initiative)


def _reads_received(user: Any, initiative: Any) -> bool:
    bodies = acting(user).body_ids
    return (
        serves_the_process(user)
        or in_lead_body(user, initiative)
        or in_body_remitted_to(user, initiative)
        or (initiative.state in BEFORE_THE_BODY and county_rules.decides_initiatives(user))
        or bool(bodies & _ids(initiative, "contributing_ids", "contributing_bodies", "pk"))
    )


def history_from(user: Any, initiative: Any) -> datetime | None:
    """The moment from which the person may read what stood before; None for all of it.

    What was written before the hand-in stays with those who could read it then.
    """
    if (
        is_author(user, initiative)
        or in_originating_body(user, initiative)
        or initiative.organisation_id in home_organisations(user)
    ):
        return None
    sent = initiative.preparing_since if in_preparing_body(user, initiative) else None
    return sent or initiative.received_at or timezone.now()


def can_edit_initiative(user: Any, initiative: Any) -> bool:
    """May write in the proposal now. While completing, only in `completion_fields`."""
    if initiative.state not in WRITING:
        return False
    if is_author(user, initiative) or in_originating_body(user, initiative):
        return True
    if initiative.state == "draft":
        return False
    if initiative.state == "remitted" and in_body_remitted_to(user, initiative):
        return True
    return in_preparing_body(user, initiative)


def can_note_ready(user: Any, initiative: Any) -> bool:
    """May note that a preparing body's part is done."""
    return initiative.state == "preparing" and in_preparing_body(user, initiative)


def can_write_directive(user: Any, initiative: Any) -> bool:
    """May write on the directive: the lead body, while the directive is being drawn up."""
    return initiative.state == "approved" and in_lead_body(user, initiative)


def writes_this_directive(user: Any, directive: Any) -> bool:
    """Sits in the body that leads the directive's initiative."""
    return in_lead_body(user, directive.initiative)
