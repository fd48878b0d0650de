"""Meetings of a body and their agenda."""

from django.db import models

from county.models import Body, Membership
from foundation.models import Stateful
from initiatives.models import Directive, Initiative


class Meeting(Stateful):
    """A meeting of a deciding body."""

    class State(models.TextChoices):
        """Where the meeting stands."""

        PLANNED = "planned", "Planerat"
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutat"

    body = models.ForeignKey(Body, verbose_name="organ", on_delete=models.PROTECT)
    held_on = models.DateField("datum")
    starts_at = models.TimeField("tid", null=True, blank=True)
    place = models.CharField("plats", max_length=150, blank=True)
    dispatch_on = models.DateField("utskick senast", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)

    class Meta:
        ordering = ["-held_on", "-pk"]

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
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="attends_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class AgendaItem(models.Model):
    """One matter on the agenda, with its paragraph. A directive item names the very version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    paragraph = models.PositiveSmallIntegerField("§")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="agenda")
    directive = models.ForeignKey(
        Directive, null=True, on_delete=models.PROTECT, related_name="agenda"
    )
    urgent_reason = models.CharField("skäl till brådska", max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "paragraph"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "paragraph"], name="one_paragraph_once"),
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraph} {self.initiative}"
