"""A preparing group's note that its part is done (Färdigberett)."""

from django.conf import settings
from django.db import models

from county.models import Body
from initiatives.models.initiative import Initiative


class ReadyNote(models.Model):
    """One group's note. When every preparing group has noted, the author may hand in.

    Removed when the initiative goes back to its author: the text is then to be prepared anew.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="ready_notes")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField("noterat", auto_now_add=True)

    class Meta:
        ordering = ["noted_at"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "body"], name="one_ready_note_per_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: färdigberett"
