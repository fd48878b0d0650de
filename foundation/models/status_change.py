"""One row per change of state: who, when, from, to, why. Append-only."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models


class StatusChange(models.Model):
    """The record of one applied transition. `subject_type` is the model's label.

    Keeps the actor's name as it was, so that the record reads the same when people leave.
    """

    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    transition = models.CharField(max_length=60)
    source = models.CharField("från", max_length=40, blank=True)
    target = models.CharField("till", max_length=40)
    reason = models.TextField("skäl", blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}: {self.source} → {self.target}"

    @classmethod
    def record(
        cls, *, subject: Any, transition: str, source: str, target: str, actor: Any, reason: str
    ) -> None:
        """Write the record of one change."""
        cls.record_all(
            subjects=[(subject, source)],
            transition=transition,
            target=target,
            actor=actor,
            reason=reason,
        )

    @staticmethod
    def record_all(
        *,
        subjects: Iterable[tuple[Any, str]],
        transition: str,
        target: str,
        actor: Any,
        reason: str,
    ) -> None:
        """Write the record of the same change of many things, each with the state it had."""
        StatusChange.objects.bulk_create(
            StatusChange(
                subject_type=subject._meta.label,
                subject_id=subject.pk,
                transition=transition,
                source=source,
                target=target,
                actor=actor,
                actor_name=str(actor) if actor else "",
                reason=reason,
            )
            for subject, source in subjects
        )

    @classmethod
    def of(cls, subject: Any) -> "models.QuerySet[StatusChange]":
        """The changes of one thing, oldest first."""
        return cls.objects.filter(subject_type=subject._meta.label, subject_id=subject.pk)
