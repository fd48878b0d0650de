"""The hash chain: one entry per event in the register, each with the hash of the one before."""

from django.db import models

from diary.models.case import DiaryCase
from diary.models.document import DiaryDocument
from diary.models.series import DiarySeries


class RegisterEntry(models.Model):
    """One link. `payload` is the event's facts; `hash` covers it and `previous_hash`. Append-only."""

    class Kind(models.TextChoices):
        """What happened."""

        CASE_OPENED = "case_opened", "ärende upplagt"
        DOCUMENT_REGISTERED = "document_registered", "handling registrerad"
        FILE_ATTACHED = "file_attached", "fil tillagd"
        SECRECY_MARKED = "secrecy_marked", "sekretessmarkerad"
        SECRECY_LIFTED = "secrecy_lifted", "sekretessmarkering hävd"
        VOIDED = "voided", "makulerad"

    series = models.ForeignKey(DiarySeries, on_delete=models.PROTECT)
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=24, choices=Kind)
    case = models.ForeignKey(DiaryCase, on_delete=models.PROTECT, related_name="entries")
    document = models.ForeignKey(
        DiaryDocument, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    payload = models.JSONField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["series", "position"]
        constraints = [
            models.UniqueConstraint(fields=["series", "position"], name="one_link_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.position} {self.kind}"
