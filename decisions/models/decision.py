"""What a body decided. Append-only but for the document it was registered as."""

from typing import Any

from django.conf import settings
from django.db import models

from county.models import Body, Organisation
from decisions.models.agenda import AgendaItem, Stance
from decisions.models.meeting import Meeting
from decisions.querysets import DecisionQuerySet
from diary.models import DiaryDocument


class Decision(models.Model):
    """One decision on one agenda item. Append-only.

    `facts` holds copies of everything the decision was about (decisions.services.facts), so that
    its document reads the same for ever. `document` goes from empty to a value once, when the
    decision is diarised. A correction is a new document in the diary that refers to the first.
    """

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved", "Bifall"
        REJECTED = "rejected", "Avslag"
        REMITTED = "remitted", "Återremiss"
        TABLED = "tabled", "Bordläggning"
        DIRECTIVE_APPROVED = "directive_approved", "Direktivet godkänns"
        DIRECTIVE_RETURNED = "directive_returned", "Direktivet återremitteras"

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField("utfall", max_length=20, choices=Outcome)
    title = models.CharField("rubrik", max_length=200)
    wording = models.JSONField("att-satser", default=list)
    motivation = models.TextField("skäl", blank=True)
    facts: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "kopior av uppgifter", default=dict
    )
    decided_on = models.DateField("beslutat")
    due_on = models.DateField("åter senast", null=True)
    remitted_to = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    target_meeting = models.ForeignKey(
        Meeting, null=True, on_delete=models.PROTECT, related_name="+"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    document = models.OneToOneField(
        DiaryDocument, null=True, on_delete=models.PROTECT, related_name="decision"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.title}"


class Position(models.Model):
    """The stance of one huvudman in the decision. Append-only."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="positions")
    principal = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField("ställning", max_length=10, choices=Stance)
    note = models.CharField("anteckning", max_length=300, blank=True)

    class Meta:
        ordering = ["principal__order", "principal__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "principal"], name="one_stance_each"),
        ]

    def __str__(self) -> str:
        return f"{self.principal}: {self.get_stance_display()}"


class Assignment(models.Model):
    """A body that got the assignment: exactly one leads. Append-only."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="assignments")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="assignments")
    leads = models.BooleanField("leder")

    class Meta:
        ordering = ["-leads", "body__order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "body"], name="assigned_once"),
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(leads=True), name="one_lead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}" + (" (leder)" if self.leads else "")
