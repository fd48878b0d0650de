"""Everything that writes meetings, agendas and decisions. All take the acting user."""

from decisions.services.agenda import move_item, put_on_agenda, renew_directive, take_off_agenda
from decisions.services.diarising import diarise, diarise_meeting
from decisions.services.meetings import (
    change_meeting,
    close_meeting,
    deciding_bodies,
    members_on_the_day,
    note_late_arrival,
    open_meeting,
    plan_meeting,
)
from decisions.services.preparing import prepare_stance, represented
from decisions.services.recording import record_decision
from decisions.services.ruling import Stand

__all__ = [
    "Stand",
    "change_meeting",
    "close_meeting",
    "deciding_bodies",
    "diarise",
    "diarise_meeting",
    "members_on_the_day",
    "move_item",
    "note_late_arrival",
    "open_meeting",
    "plan_meeting",
    "prepare_stance",
    "put_on_agenda",
    "record_decision",
    "renew_directive",
    "represented",
    "take_off_agenda",
]
