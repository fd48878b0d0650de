"""Needs that citizens, operations or national demands have raised."""

from django.conf import settings
from django.db import models

from county.models import FocusArea, GoalArea, Organisation
from foundation.history import LinkedRecords
from foundation.models import Stateful
from initiatives.querysets import NeedQuerySet


class Need(Stateful):
    """A need, followed by its sender on `code` without logging in. Every outcome has a reply.

    `contact_email` is erased when the reply is sent, and stands in no history.
    """

    class State(models.TextChoices):
        """Where the assessment stands."""

        RECEIVED = "received", "Inkommet"
        ASSESSING = "assessing", "Bedöms"
        MERGED = "merged", "Sammanfört med annat behov"
        EXISTING_WORK = "existing_work", "Pågår redan"
        LOCAL = "local", "Hanteras lokalt"
        BASIS = "basis", "Underlag till initiativ"
        CLOSED = "closed", "Avslutat utan åtgärd"

    class Origin(models.TextChoices):
        """Where the need comes from."""

        OPERATION = "operation", "verksamhet"
        CITIZEN = "citizen", "invånare"
        NATIONAL = "national", "nationellt krav"

    code = models.CharField("referenskod", max_length=12, unique=True)
    title = models.CharField("rubrik", max_length=120)
    text = models.TextField("beskrivning")
    origin = models.CharField("ursprung", max_length=10, choices=Origin, default=Origin.CITIZEN)
    reference = models.CharField("hänvisning", max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name="kommun", null=True, blank=True, on_delete=models.PROTECT
    )
    contact_email = models.EmailField("e-post för svar", blank=True)
    goal_areas = models.ManyToManyField(GoalArea, verbose_name="målområden", blank=True)
    focus_areas = models.ManyToManyField(FocusArea, verbose_name="fokusområden", blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    existing_project = models.ForeignKey(
        "initiatives.Project", null=True, blank=True, on_delete=models.PROTECT
    )
    handled_by = models.ManyToManyField(
        Organisation, verbose_name="hanteras av", blank=True, related_name="+"
    )
    reply = models.TextField("svar", blank=True)
    replied_at = models.DateTimeField("besvarat", null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    received_at = models.DateTimeField("inkommet", auto_now_add=True)
    state = models.CharField("läge", max_length=15, choices=State, default=State.RECEIVED)
    objects = NeedQuerySet.as_manager()
    history = LinkedRecords(excluded_fields=["contact_email"], m2m_fields=[goal_areas, focus_areas])

    class Meta:
        verbose_name = "behov"
        verbose_name_plural = "behov"
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.title
