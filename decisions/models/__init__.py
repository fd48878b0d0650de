"""Meetings, what they took up, what they decided, and who got the assignment."""

from decisions.models.agenda import AgendaItem, PreparedStance, Stance
from decisions.models.decision import Assignment, Decision, Position
from decisions.models.meeting import Attendance, Meeting

__all__ = [
    "AgendaItem",
    "Assignment",
    "Attendance",
    "Decision",
    "Meeting",
    "Position",
    "PreparedStance",
    "Stance",
]
