"""Secrecy marks and makulering: facts about a document, added beside it. Append-only."""

from django.conf import settings
from django.db import models

from diary.models.document import DiaryDocument


class SecrecyMark(models.Model):
    """A secrecy mark (OSL 5 kap. 5 §): provision, date, authority. A warning, not a ruling.

    `lifts` refers to the mark that this row takes away; a lifted mark stays in the record.
    """

    document = models.ForeignKey(
        DiaryDocument, on_delete=models.PROTECT, related_name="secrecy_marks"
    )
    provision = models.CharField("lagrum", max_length=120)
    marked_on = models.DateField("datum")
    authority = models.CharField("myndighet", max_length=200)
    note = models.CharField("anmärkning", max_length=300, blank=True)
    lifts = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="lifted_by"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_by_name = models.CharField("gjord av", max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.document}: {self.provision}"


class Voiding(models.Model):
    """Makulering: the number stays, with the reason. Never reused."""

    document = models.OneToOneField(DiaryDocument, on_delete=models.PROTECT, related_name="voiding")
    reason = models.CharField("skäl", max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_by_name = models.CharField("gjord av", max_length=200)

    def __str__(self) -> str:
        return f"{self.document} makulerad"
