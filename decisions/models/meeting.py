"""Meetings of a body, and who took part."""

from django.db import models

from county.models import Body, Membership
from decisions.querysets import MeetingQuerySet
from foundation.models import Stateful


class Meeting(Stateful):
    """A meeting of a deciding body. What it decides is dated `held_on`, a local Swedish date.

    `dispatch_on` is the last day for the papers: a matter put on the agenda later than that
    has a reason for its urgency. The agenda is fixed when the meeting opens.
    """

    class State(models.TextChoices):
        """Where the meeting stands."""

        PLANNED = "planned", "Planerat"
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutat"

    body = models.ForeignKey(
        Body, verbose_name="organ", on_delete=models.PROTECT, related_name="meetings"
    )
    held_on = models.DateField("datum")
    starts_at = models.TimeField("tid", null=True, blank=True)
    place = models.CharField("plats", max_length=150, blank=True)
    dispatch_on = models.DateField("utskick senast", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "held_on", "starts_at"],
                nulls_distinct=False,
                name="one_meeting_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on:%Y-%m-%d}"


class Attendance(models.Model):
    """A member who took part, with the name, role and organisation as they were that day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=150)
    organisation = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="attends_once"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role, self.organisation) if part)
