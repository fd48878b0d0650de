"""What makes a form's double click register once."""

from django.db import models

from diary.models.document import DiaryDocument


class Submission(models.Model):
    """The token of a form that was sent, and the document it gave. Append-only."""

    token = models.UUIDField(primary_key=True)
    document = models.ForeignKey(DiaryDocument, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.token}: {self.document}"
