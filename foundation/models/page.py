"""Public pages as published bytes (ADR 0012)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PublishedPage(models.Model):
    """One public address and the bytes that answer it.

    `tags` name what the page was made from; a transaction that changes one of them marks the
    page stale. A stale page is served until its successor is stored, unless it was withdrawn:
    then the row is gone and nothing is served from memory.
    """

    path = models.CharField(max_length=300, unique=True)
    tags = ArrayField(models.CharField(max_length=80), default=list)
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    body_gzip = models.BinaryField()
    etag = models.CharField(max_length=70)
    rendered_at = models.DateTimeField()
    stale_since = models.DateTimeField(null=True)
    revision = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["path"]
        indexes = [GinIndex(fields=["tags"], name="page_tags")]

    def __str__(self) -> str:
        return self.path
