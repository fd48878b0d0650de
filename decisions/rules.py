"""Who may plan, hold and read meetings, decide, record and diarise.

Rights to decide come from a seat that held on the day of the meeting; the others from roles
held today (county.rules).
"""

from typing import Any

import rules

from county.access import Seat, acting
from county.rules import arranges, records, registers
from decisions.models import AgendaItem, Decision, Meeting
from decisions.querysets import serves_meetings


def seats_on_the_day(user: Any, meeting: Meeting) -> list[Seat]:
    """The person's seats in the meeting's body on the day it is held."""
    return [each for each in acting(user, meeting.held_on).seats if each.body_id == meeting.body_id]


@rules.predicate
def plans_meetings(user: Any) -> bool:
    """Plans meetings and keeps their agendas."""
    return bool(arranges(user))


@rules.predicate
def decides_at(user: Any, meeting: Meeting) -> bool:
    """Has a seat in the deciding body on the day of the meeting."""
    return bool(seats_on_the_day(user, meeting))


@rules.predicate
def holds_meeting(user: Any, meeting: Meeting) -> bool:
    """Opens and closes the meeting: who arranges meetings, or its secretary."""
    del meeting
    return bool(arranges(user) or records(user))


@rules.predicate
def records_at(user: Any, meeting: Meeting) -> bool:
    """Records what is decided: a member on the day of the meeting, or the secretary."""
    return bool(records(user)) or decides_at(user, meeting)


@rules.predicate
def speaks_for(user: Any, item: AgendaItem) -> bool:
    """Represents a huvudman in the deciding body on the day of the meeting."""
    return any(each.organisation_id for each in seats_on_the_day(user, item.meeting))


@rules.predicate
def diarises(user: Any) -> bool:
    """Registers decisions in the diary."""
    return bool(registers(user))


@rules.predicate
def sees_meetings(user: Any) -> bool:
    """Has a reason to open the list of meetings: serves them, or has a seat somewhere."""
    return serves_meetings(user) or bool(acting(user).body_ids)


@rules.predicate
def sees_meeting(user: Any, meeting: Meeting) -> bool:
    """Reads a meeting and its agenda: those who serve meetings, and its body's members."""
    now = acting(user)
    if not now.seats:
        return False
    return serves_meetings(user) or meeting.body_id in now.body_ids or decides_at(user, meeting)


@rules.predicate
def sees_decision(user: Any, decision: Decision) -> bool:
    """Reads a decision's work page: readers of the meeting, its author and its groups."""
    now = acting(user)
    if not now.seats:
        return False
    initiative = decision.item.initiative
    if sees_meeting(user, decision.item.meeting) or initiative.author_id == user.pk:
        return True
    groups = {each.body_id for each in decision.assignments.all()}
    groups.add(initiative.originating_body_id)
    groups.update(initiative.preparing_bodies.values_list("pk", flat=True))
    return bool(groups & now.body_ids)
