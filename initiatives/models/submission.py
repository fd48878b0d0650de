"""What was handed in, word for word, each time."""

from django.conf import settings
from django.db import models

from diary.models import DiaryDocument
from initiatives.models.initiative import Initiative


class Submission(models.Model):
    """One version of a proposal as it was received. Append-only.

    `content` is the snapshot (see `initiatives.snapshot`): field codes, labels and answers as
    text. The first version is also a document in the diary; later versions complete the same
    matter and are kept in order here, unregistered (OSL 5 kap. 1 §).
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="submissions")
    edition = models.PositiveSmallIntegerField("version")
    content = models.JSONField("innehåll")
    received_at = models.DateTimeField("inkommet")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_by_name = models.CharField("inskickat av", max_length=200)
    document = models.OneToOneField(
        DiaryDocument, null=True, on_delete=models.PROTECT, related_name="submission"
    )

    class Meta:
        ordering = ["initiative", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "edition"], name="one_submission_per_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}, version {self.edition}"
