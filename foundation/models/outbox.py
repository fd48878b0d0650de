"""The outbox: every effect beyond the row itself, written in the same transaction (ADR 0002)."""

from django.db import models
from django.utils import timezone


class OutboxEvent(models.Model):
    """One effect to carry out, exactly once per (kind, key).

    Waiting: `done_at` and `dead_at` are empty. Being worked on: somebody's database session
    holds the event's advisory lock; `lease` is the latest taker's token, compared on completion.
    Dead: failed too often, or its worker died each time; an operator reads why and retries.
    """

    kind = models.CharField("slag", max_length=60)
    key = models.CharField("nyckel", max_length=120)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    due_at = models.DateTimeField("tidigast", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("påbörjad", default=0)
    failures = models.PositiveSmallIntegerField("misslyckad", default=0)
    lease = models.UUIDField(null=True)
    begun_at = models.DateTimeField("senast påbörjad", null=True)
    done_at = models.DateTimeField("klar", null=True)
    dead_at = models.DateTimeField("uppgiven", null=True)
    last_error = models.TextField("senaste fel", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_once_per_kind_and_key"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_waiting",
                condition=models.Q(done_at=None, dead_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
