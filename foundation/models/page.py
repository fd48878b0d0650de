"""Public pages as published bytes (ADR 0012)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PublishedPage(models.Model):
    """One public address and the bytes that answer it.

    `tags` name what the page was made from. A stale page is served until its successor is
    stored; a withdrawn one has no row, and nothing of it is served from memory. A row without
    `content` waits for its first rendering. `touches` grows each time the page is marked stale,
    so that a rendering that began earlier cannot clear the mark. `revision` orders what the
    processes read. Only `foundation.publishing` writes here.
    """

    path = models.CharField("adress", max_length=300, unique=True)
    tags = ArrayField(models.CharField(max_length=80), default=list)
    headers = models.JSONField(default=dict)
    content = models.BinaryField(null=True)
    gzipped = models.BooleanField(default=False)
    etag = models.CharField(max_length=70)
    rendered_at = models.DateTimeField(null=True)
    stale_since = models.DateTimeField(null=True)
    touches = models.PositiveIntegerField(default=0)
    revision = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["path"]
        indexes = [
            GinIndex(fields=["tags"], name="page_tags"),
            models.Index(fields=["revision"], name="page_revision"),
            models.Index(
                fields=["stale_since"],
                name="page_stale",
                condition=models.Q(stale_since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path


class PublishingState(models.Model):
    """One row that every change of published pages locks first.

    The lock makes revisions commit in order and lets no rendering begin beside a withdrawal.
    Each web process asks this row whether anything is new; `withdrawals` tells it that a page
    may be gone.
    """

    revision = models.BigIntegerField(default=0)
    withdrawals = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.revision)


class PageTouch(models.Model):
    """What a committed transaction says that it changed; consumed by the publisher.

    Rows are only added, so that a transaction never waits for another in order to say so.
    """

    tags = ArrayField(models.CharField(max_length=80))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return ", ".join(self.tags)
