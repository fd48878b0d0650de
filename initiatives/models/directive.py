"""The directive that the lead group writes and the deciding body approves."""

from django.conf import settings
from django.db import models

from foundation.models import Stateful
from initiatives.models.initiative import Initiative


class Directive(Stateful):
    """One version of an initiative's directive. `content` is by field key, as Swedish text.

    A version handed in is never changed; a revision is a new row with the next `edition`.
    """

    class State(models.TextChoices):
        """Where this version stands."""

        DRAFT = "draft", "Utkast"
        SUBMITTED = "submitted", "Lämnat för godkännande"
        RETURNED = "returned", "Återremitterat"
        APPROVED = "approved", "Godkänt"

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="directives")
    edition = models.PositiveSmallIntegerField("version")
    content = models.JSONField("innehåll", default=dict)
    measures = models.ManyToManyField(
        "indicators.Measure", verbose_name="uppföljningsmått", blank=True
    )
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("skrivet", auto_now=True)
    submitted_at = models.DateTimeField("lämnat", null=True)

    class Meta:
        ordering = ["initiative", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "edition"], name="one_directive_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}, direktiv version {self.edition}"
