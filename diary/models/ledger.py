"""The hash chain: one entry per event in the register, each with the hash of the one before.

The database writes the entries itself: a deferred trigger on every table of the register adds
one at commit (migration 0002). Nothing can be registered without its link, a rolled-back
transaction leaves none, and the head is locked only while a transaction commits.
"""

from datetime import UTC
from hashlib import sha256

from django.db import models

from diary.models.series import DiarySeries

GENESIS = "0" * 64


class RegisterEntry(models.Model):
    """One link. `payload` is the new row as JSON; `hash` covers it and `previous_hash`.

    Append-only. `subject_id` is the row's key in the table that `kind` speaks of. The text of
    `payload` is kept exactly as it was hashed.
    """

    class Kind(models.TextChoices):
        """What happened."""

        CASE_OPENED = "case_opened", "ärende upplagt"
        DOCUMENT_REGISTERED = "document_registered", "handling registrerad"
        FILE_ATTACHED = "file_attached", "fil tillagd"
        SECRECY_MARKED = "secrecy_marked", "sekretessmarkerad"
        SECRECY_LIFTED = "secrecy_lifted", "sekretessmarkering hävd"
        VOIDED = "voided", "makulerad"

    # The key needs no check of its own: the trigger took it from a row that has one.
    series = models.ForeignKey(
        DiarySeries, on_delete=models.PROTECT, db_constraint=False, db_index=False
    )
    position = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=24, choices=Kind)
    subject_id = models.BigIntegerField()
    payload = models.TextField()
    at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["series", "position"]
        constraints = [
            models.UniqueConstraint(fields=["series", "position"], name="one_link_per_position"),
            models.UniqueConstraint(fields=["kind", "subject_id"], name="one_entry_per_row"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.position} {self.kind}"

    def computed_hash(self) -> str:
        """The hash that the entry's content gives; the trigger computes the same in SQL."""
        at = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        parts = (self.previous_hash, str(self.position), self.kind, at, self.payload)
        return sha256("\n".join(parts).encode()).hexdigest()


class ChainHead(models.Model):
    """The last link of a series, locked while a transaction that adds to it commits."""

    series = models.OneToOneField(DiarySeries, on_delete=models.PROTECT, primary_key=True)
    position = models.PositiveBigIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.series} {self.position}"


class ChainCheck(models.Model):
    """The outcome of one check of the whole register. The public page shows the latest."""

    checked_at = models.DateTimeField()
    entries = models.PositiveBigIntegerField()
    files = models.PositiveBigIntegerField()
    problems = models.PositiveIntegerField(default=0)
    first_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-checked_at"]
        get_latest_by = "checked_at"

    def __str__(self) -> str:
        return f"{self.checked_at}: {self.problems}"
