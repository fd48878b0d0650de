"""The only way for a view to get a meeting, a matter or a decision: with the right checked."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from decisions.models import AgendaItem, Decision, Meeting
from decisions.rules import sees_decision, sees_meeting
from foundation.errors import NotAllowed
from foundation.pages import Crumb
from foundation.text.dates import NBSP, long_date

HOME = Crumb("Arbetsyta", "/arbete/")


def access_meeting(user: Any, pk: int) -> Meeting:
    """The meeting. Raises Http404 when there is none, NotAllowed for one who may not read it."""
    meeting = get_object_or_404(Meeting.objects.select_related("body", "changed_by"), pk=pk)
    if not sees_meeting(user, meeting):
        raise NotAllowed(f"Mötena med {meeting.body} kan läsas av dess ledamöter.")
    return meeting


def access_item(user: Any, pk: int, paragraph: int) -> AgendaItem:
    """The matter under that paragraph of the meeting."""
    meeting = access_meeting(user, pk)
    return get_object_or_404(
        AgendaItem.objects.select_related(
            "meeting__body",
            "initiative__case",
            "initiative__originating_body",
            "initiative__lead_body",
            "directive",
            "decision__document",
            "carried_from__meeting",
        ),
        meeting=meeting,
        paragraph=paragraph,
    )


def access_decision(user: Any, pk: int) -> Decision:
    """The decision with all that its page shows."""
    decision = get_object_or_404(Decision.objects.in_full(), pk=pk)
    if not sees_decision(user, decision):
        raise NotAllowed("Beslutet kan läsas av dem som det rör.")
    return decision


def crumbs(meeting: Meeting | None = None, *labels: str) -> list[Crumb]:
    """The way to a page about meetings; the last step has no address."""
    steps = [HOME, Crumb("Möten", reverse("meetings"))]
    if meeting:
        steps.append(Crumb(meeting_name(meeting), reverse("meeting", args=[meeting.pk])))
    steps += [Crumb(label) for label in labels]
    return [*steps[:-1], Crumb(steps[-1].label)]


def meeting_name(meeting: Meeting) -> str:
    """«Möte den 4 december 2026»."""
    # A heading may break inside a date: on a phone there is no room not to.
    return f"Möte {long_date(meeting.held_on)}".replace(NBSP, " ")


def posted_version(request: HttpRequest) -> int:
    """The version that the person saw; 0, which is never current, when there is none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() else 0
