"""The agenda: what a meeting takes up, and in which order."""

from typing import Any, Literal

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from decisions.models import AgendaItem, Meeting
from decisions.rules import plans_meetings
from foundation import workflow
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.text.dates import long_date, today
from foundation.versions import lock
from initiatives.directive import latest_submitted
from initiatives.errors import NewerDirective
from initiatives.models import Directive, Initiative
from initiatives.services import schedule
from initiatives.workflow import INITIATIVE

State = Initiative.State


@transaction.atomic
def put_on_agenda(
    *,
    meeting_id: int,
    initiative_id: int,
    urgent_reason: str = "",
    version: int | None,
    actor: Any,
) -> AgendaItem:
    """Put a matter last on the agenda: a received initiative, or the directive handed in.

    `version` is that of the meeting. After the day for the papers, or when the meeting is going
    on, a reason for the urgency is needed. Raises StaleVersion, NotAllowed, WrongState, Refused.
    """
    meeting = _lock_for_planner(meeting_id, version, actor)
    if meeting.state == Meeting.State.CLOSED:
        raise WrongState("Mötet är avslutat. Välj ett möte som inte har hållits.")
    urgent_reason = urgent_reason.strip()
    if is_late(meeting) and not urgent_reason:
        raise Refused(
            _late_because(meeting),
            [Problem("Skriv varför ärendet är brådskande.", "urgent_reason")],
        )
    initiative = lock(Initiative, initiative_id, version=None)
    _refuse_twice(initiative)
    directive = None
    if initiative.state == State.DIRECTIVE_REVIEW:
        directive = latest_directive(initiative)
    elif initiative.state == State.SUBMITTED:
        schedule(initiative_id=initiative.pk, actor=actor)
    else:
        label = State(initiative.state).label
        raise WrongState(f"Ärendet kan inte tas upp: läget är ”{label}”.")
    _touch(meeting, actor)
    return append(meeting, initiative, directive=directive, urgent_reason=urgent_reason)


@transaction.atomic
def take_off_agenda(*, item_id: int, version: int | None, actor: Any) -> Meeting:
    """Take a matter off the agenda of a meeting that has not opened; the rest close up.

    A tabled matter stays: it was decided that this meeting takes it up.
    """
    item, meeting = _item_to_change(item_id, version, actor)
    if item.carried_from_id:
        raise Refused("Ärendet är bordlagt till det här mötet och kan inte strykas.")
    if item.directive_id is None:
        workflow.apply(INITIATIVE, item.initiative, "take_off", actor=actor)
    after = item.paragraph
    item.delete()
    meeting.items.filter(paragraph__gt=after).update(paragraph=F("paragraph") - 1)
    return _touch(meeting, actor)


@transaction.atomic
def move_item(
    *, item_id: int, direction: Literal["up", "down"], version: int | None, actor: Any
) -> Meeting:
    """Let a matter change places with its neighbour. At the edge nothing happens."""
    item, meeting = _item_to_change(item_id, version, actor)
    place = item.paragraph + (-1 if direction == "up" else 1)
    other = meeting.items.filter(paragraph=place).first()
    if other is None:
        return meeting
    other.paragraph, item.paragraph = item.paragraph, other.paragraph
    other.save(update_fields=["paragraph"])
    item.save(update_fields=["paragraph"])
    return _touch(meeting, actor)


@transaction.atomic
def renew_directive(*, item_id: int, version: int | None, actor: Any) -> AgendaItem:
    """Let an undecided item name the newest version of the directive that was handed in."""
    item = AgendaItem.objects.select_related("meeting", "initiative").get(pk=item_id)
    meeting = _lock_for_planner(item.meeting_id, version, actor)
    if item.directive_id is None or AgendaItem.objects.undecided().filter(pk=item_id).count() == 0:
        raise WrongState("Ärendet gäller inte ett direktiv som väntar på beslut.")
    item.directive = latest_directive(item.initiative)
    item.save(update_fields=["directive"])
    item.prepared.all().delete()
    _touch(meeting, actor)
    return item


def append(
    meeting: Meeting,
    initiative: Initiative,
    *,
    directive: Directive | None = None,
    urgent_reason: str = "",
    carried_from: AgendaItem | None = None,
) -> AgendaItem:
    """Write the item last. The caller has locked the meeting."""
    last = meeting.items.aggregate(last=Max("paragraph"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting,
        paragraph=last + 1,
        initiative=initiative,
        directive=directive,
        urgent_reason=urgent_reason,
        carried_from=carried_from,
    )


def latest_directive(initiative: Initiative) -> Directive:
    """The newest version that waits for approval. Raises Refused when there is none."""
    found = latest_submitted(initiative)
    if found is None:
        raise Refused("Det finns inget direktiv som väntar på godkännande.")
    return found


def check_edition(item: AgendaItem) -> None:
    """Raise NewerDirective when a newer version of the item's directive has been handed in."""
    directive = item.directive
    if directive is None:
        return
    newer = (
        item.initiative.directives.filter(edition__gt=directive.edition)
        .exclude(state=Directive.State.DRAFT)
        .order_by("-edition")
        .first()
    )
    if newer is not None:
        raise NewerDirective(newer.edition)


def is_late(meeting: Meeting) -> bool:
    """True when the papers have gone out, or the meeting is going on."""
    if meeting.state == Meeting.State.OPEN:
        return True
    return meeting.dispatch_on is not None and today() > meeting.dispatch_on


def _late_because(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.OPEN or meeting.dispatch_on is None:
        return "Mötet pågår. Ett ärende kan tas upp nu bara om det är brådskande."
    return (
        f"Handlingarna till mötet skickades ut {long_date(meeting.dispatch_on)}. "
        "Ett ärende kan tas upp nu bara om det är brådskande."
    )


def _refuse_twice(initiative: Initiative) -> None:
    standing = AgendaItem.objects.undecided().filter(initiative=initiative).first()
    if standing is not None:
        raise Refused(
            "Ärendet står redan på föredragningslistan till mötet "
            f"{long_date(standing.meeting.held_on)}."
        )


def _item_to_change(item_id: int, version: int | None, actor: Any) -> tuple[AgendaItem, Meeting]:
    item = AgendaItem.objects.select_related("initiative").get(pk=item_id)
    meeting = _lock_for_planner(item.meeting_id, version, actor)
    if meeting.state != Meeting.State.PLANNED:
        raise WrongState("Föredragningslistan ligger fast sedan mötet öppnades.")
    item.refresh_from_db(fields=["paragraph"])
    return item, meeting


def _lock_for_planner(meeting_id: int, version: int | None, actor: Any) -> Meeting:
    if not plans_meetings(actor):
        raise NotAllowed("Du har inte rätt att ändra föredragningslistan.")
    return lock(Meeting, meeting_id, version=version)


def _touch(meeting: Meeting, actor: Any) -> Meeting:
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = actor, timezone.now()
    meeting.save(update_fields=["version", "changed_by", "changed_at"])
    return meeting
