"""What waits for a person at meetings: to read, to record, to diarise, to mend."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q
from django.urls import reverse

from county.access import acting
from decisions.models import AgendaItem, Meeting, PreparedStance
from decisions.rules import diarises, plans_meetings, records_at
from foundation.text.dates import long_date, today
from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from initiatives.models import Initiative

MOST = 10
"""Matters named one by one; a longer agenda is read from its own page."""


@register
def waiting(user: Any) -> Iterable[WaitingItem]:
    """Everything that waits for `user` on this floor, in at most four queries."""
    if diarises(user):
        yield from _to_diarise()
    if plans_meetings(user):
        yield from _to_take_up()
    if acting(user).seats:
        yield from _at_meetings(user)


def _to_diarise() -> Iterator[WaitingItem]:
    meetings = (
        Meeting.objects.filter(items__decision__document=None, items__decision__isnull=False)
        .order_by("held_on", "pk")
        .values_list("pk", "held_on")
        .annotate(Count("items__decision"), Min("items__decision__recorded_at"))
    )
    for pk, held_on, count, since in meetings:
        how_many = counted(count, "beslut", "beslut")
        yield WaitingItem(
            f"[Diarieför] {how_many} från mötet {long_date(held_on)}",
            reverse("meeting_diarise", args=[pk]),
            since,
        )


def _to_take_up() -> Iterator[WaitingItem]:
    directives = (
        Initiative.objects.filter(state=Initiative.State.DIRECTIVE_REVIEW)
        .exclude(pk__in=AgendaItem.objects.undecided().values("initiative"))
        .only("title", "changed_at")
        .order_by("changed_at")
    )
    soonest: Meeting | None = None
    for initiative in directives:
        soonest = soonest or Meeting.objects.planned().first()
        url = reverse("meeting", args=[soonest.pk]) if soonest else reverse("meeting_new")
        yield WaitingItem(
            f"[Ta upp] direktivet för ”{initiative}” på ett möte", url, initiative.changed_at
        )


def _at_meetings(user: Any) -> Iterator[WaitingItem]:
    """Members read and take a stand before the meeting; decisions are recorded while it is on."""
    principals = Initiative.principals.through.objects.filter(initiative=OuterRef("initiative"))
    said = PreparedStance.objects.filter(item=OuterRef("pk"))
    items = (
        AgendaItem.objects.undecided()
        .filter(
            Q(meeting__state=Meeting.State.OPEN)
            | Q(meeting__state=Meeting.State.PLANNED, meeting__held_on__gte=today())
        )
        .select_related("meeting", "initiative")
        .only("paragraph", "meeting", "initiative__title")
        .annotate(
            principal_ids=ArraySubquery(principals.values("organisation_id")),
            said_ids=ArraySubquery(said.values("principal_id")),
        )
        .order_by("meeting__held_on", "paragraph")
    )
    seats = {(seat.body_id, seat.organisation_id) for seat in acting(user).seats if seat.body_id}
    named = 0
    recording: dict[int, list[AgendaItem]] = {}
    for item in items:
        if item.meeting.state == Meeting.State.OPEN and records_at(user, item.meeting):
            recording.setdefault(item.meeting_id, []).append(item)
        elif named < MOST and _stand_missing(item, seats):
            named += 1
            yield WaitingItem(
                f"[Läs och ta ställning] till § {item.paragraph}, ”{item.initiative}”",
                reverse("matter", args=[item.meeting_id, item.paragraph]),
                due=f"Möte {long_date(item.meeting.held_on)}",
            )
    for undecided in recording.values():
        meeting = undecided[0].meeting
        how_many = counted(len(undecided), "ärende", "ärenden")
        yield WaitingItem(
            f"[Anteckna beslut] i {how_many} från mötet {long_date(meeting.held_on)}",
            reverse("meeting", args=[meeting.pk]),
            meeting.changed_at,
        )


def _stand_missing(item: Any, seats: set[tuple[int, int | None]]) -> bool:
    return any(
        (item.meeting.body_id, principal) in seats and principal not in item.said_ids
        for principal in item.principal_ids
    )
