"""Plan, change, open and close meetings."""

from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from county.access import bodies_with_mandate
from county.models import Body, Membership
from decisions.models import Attendance, Meeting
from decisions.rules import holds_meeting, plans_meetings
from decisions.workflow import MEETING
from foundation import publishing, workflow
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.text.dates import long_date
from foundation.versions import lock
from initiatives.services import take_up_again

MANDATE = ("decides", "initiative")


def deciding_bodies() -> list[Body]:
    """The county's bodies that may decide on initiatives, and so hold meetings here."""
    return bodies_with_mandate(*MANDATE)


def plan_meeting(
    *,
    body: Body,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    dispatch_on: date | None = None,
    actor: Any,
) -> Meeting:
    """Plan a meeting of a deciding body. Raises NotAllowed or Refused."""
    if not plans_meetings(actor):
        raise NotAllowed("Du har inte rätt att planera möten.")
    if body not in deciding_bodies():
        raise Refused(
            f"{body} fattar inte beslut om initiativ. Välj ett organ som gör det.",
            [Problem("Välj ett organ som fattar beslut om initiativ.", "body")],
        )
    _check_dates(held_on, dispatch_on)
    meeting = Meeting(body=body, changed_by=actor, changed_at=timezone.now())
    return _save(meeting, held_on, starts_at, place, dispatch_on)


@transaction.atomic
def change_meeting(
    *,
    meeting_id: int,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    dispatch_on: date | None = None,
    version: int,
    actor: Any,
) -> Meeting:
    """Change day, time, place or deadline of a meeting that has not opened."""
    if not plans_meetings(actor):
        raise NotAllowed("Du har inte rätt att ändra möten.")
    meeting = lock(Meeting, meeting_id, version=version)
    if meeting.state != Meeting.State.PLANNED:
        raise WrongState("Mötet har redan öppnats och kan inte ändras.")
    _check_dates(held_on, dispatch_on)
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = actor, timezone.now()
    return _save(meeting, held_on, starts_at, place, dispatch_on)


@transaction.atomic
def open_meeting(
    *, meeting_id: int, present: Collection[int], version: int | None, actor: Any
) -> Meeting:
    """Open the meeting and note who attends: memberships that hold on its date.

    Name, role and organisation are copied as they are. Matters tabled to this meeting are
    taken up again. Raises StaleVersion, NotAllowed, WrongState or Refused.
    """
    meeting = workflow.apply(
        MEETING,
        Meeting(pk=meeting_id),
        "open",
        version=version,
        actor=actor,
        data={"present": present},
    )
    attend(meeting, present)
    for item in meeting.items.select_related("initiative"):
        if item.initiative.state == item.initiative.State.TABLED:
            take_up_again(initiative_id=item.initiative_id)
    return meeting


def members_on_the_day(meeting: Meeting) -> list[Membership]:
    """The body's seats that hold on the meeting's date, by organisation and name."""
    seats = (
        Membership.objects.valid_on(meeting.held_on)
        .filter(body=meeting.body_id)
        .select_related("user", "role", "organisation")
    )
    return list(seats.order_by("organisation__order", "organisation__sort_key", "user__sort_key"))


def attend(meeting: Meeting, present: Collection[int]) -> None:
    """Note members as present. Raises Refused for somebody without a seat that day."""
    seats = {seat.pk: seat for seat in members_on_the_day(meeting)}
    strangers = set(present) - set(seats)
    if strangers:
        raise Refused(
            f"En av de markerade har ingen plats i {meeting.body} {long_date(meeting.held_on)}. "
            "Läs in sidan igen och markera på nytt."
        )
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                membership=seats[pk],
                name=seats[pk].user.name,
                role=_role(seats[pk]),
                organisation=str(seats[pk].organisation or ""),
            )
            for pk in present
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def note_late_arrival(*, meeting_id: int, membership_id: int, version: int, actor: Any) -> Meeting:
    """Note one more member as present at a meeting that is going on."""
    if not holds_meeting(actor, Meeting(pk=meeting_id)):
        raise NotAllowed("Du har inte rätt att anteckna närvaro.")
    meeting = lock(Meeting, meeting_id, version=version)
    if meeting.state != Meeting.State.OPEN:
        raise WrongState("Närvaro antecknas medan mötet pågår.")
    attend(meeting, [membership_id])
    meeting.version += 1
    meeting.changed_by, meeting.changed_at = actor, timezone.now()
    meeting.save(update_fields=["version", "changed_by", "changed_at"])
    return meeting


def close_meeting(*, meeting_id: int, version: int | None, actor: Any) -> Meeting:
    """Close the meeting. Every matter has a decision by then."""
    return workflow.apply(MEETING, Meeting(pk=meeting_id), "close", version=version, actor=actor)


def _role(seat: Membership) -> str:
    return f"{seat.role}, ordförande" if seat.is_chair else str(seat.role)


def _check_dates(held_on: date, dispatch_on: date | None) -> None:
    if dispatch_on and dispatch_on > held_on:
        raise Refused(
            "Utskicket ligger efter mötet. Ange en dag före mötet, eller lämna fältet tomt.",
            [Problem("Ange en dag före mötet, eller lämna fältet tomt.", "dispatch_on")],
        )


def _save(
    meeting: Meeting, held_on: date, starts_at: time | None, place: str, dispatch_on: date | None
) -> Meeting:
    meeting.held_on, meeting.starts_at = held_on, starts_at
    meeting.place, meeting.dispatch_on = place.strip(), dispatch_on
    try:
        with transaction.atomic():
            meeting.save()
            publishing.touch("meetings")
    except IntegrityError as error:
        raise Refused(
            f"Det finns redan ett möte med {meeting.body} {long_date(held_on)} vid den tiden.",
            [Problem("Det finns redan ett möte då. Välj en annan dag eller tid.", "held_on")],
        ) from error
    return meeting
