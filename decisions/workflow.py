"""The meeting's transitions. A matter's own transitions stand in `initiatives.workflow`."""

from collections.abc import Iterable
from typing import Any

from decisions.models import Meeting
from decisions.rules import holds_meeting
from foundation.errors import Problem
from foundation.text.dates import long_date, today
from foundation.workflow import Context, Transition, TransitionTable

State = Meeting.State


def _day_has_come(meeting: Meeting, _context: Context) -> Iterable[Problem]:
    """Mötets dag har kommit."""
    if meeting.held_on > today():
        yield Problem(
            f"Mötet hålls {long_date(meeting.held_on)} och kan öppnas tidigast den dagen."
        )


def _has_matters(meeting: Meeting, _context: Context) -> Iterable[Problem]:
    """Minst ett ärende står på föredragningslistan."""
    if not meeting.items.exists():
        yield Problem("Föredragningslistan är tom. Lägg till minst ett ärende först.")


def _somebody_attends(_meeting: Meeting, context: Context) -> Iterable[Problem]:
    """Minst en ledamot är närvarande."""
    if not context.data.get("present"):
        yield Problem("Markera vilka ledamöter som är närvarande.", "present")


def _everything_is_decided(meeting: Meeting, _context: Context) -> Iterable[Problem]:
    """Varje ärende har ett beslut."""
    for item in meeting.items.filter(decision=None):
        yield Problem(
            f"§ {item.paragraph} har inget beslut. Anteckna vad som beslutades, "
            "eller bordlägg ärendet."
        )


def _holds(user: Any, meeting: Any) -> bool:
    return bool(holds_meeting(user, meeting))


MEETING = TransitionTable(
    "Möte",
    State,
    [
        Transition(
            key="open",
            sources=(State.PLANNED,),
            target=State.OPEN,
            label="Öppna mötet",
            who=_holds,
            who_label="Den som planerar möten eller är mötets sekreterare",
            guards=(_day_has_come, _has_matters, _somebody_attends),
        ),
        Transition(
            key="close",
            sources=(State.OPEN,),
            target=State.CLOSED,
            label="Avsluta mötet",
            who=_holds,
            who_label="Den som planerar möten eller är mötets sekreterare",
            guards=(_everything_is_decided,),
        ),
    ],
)
