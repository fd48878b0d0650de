"""The forms of meetings and decisions. They read; the services write."""

from decisions.forms.attendance import AttendanceForm
from decisions.forms.decision import DecisionForm
from decisions.forms.meeting import MeetingForm
from decisions.forms.stance import StanceForm
from decisions.forms.urgent import TakeUpForm

__all__ = ["AttendanceForm", "DecisionForm", "MeetingForm", "StanceForm", "TakeUpForm"]
