"""What one person brings and another looks at."""

from django.conf import settings
from django.db import models


class Handled(models.Model):
    """Who has said yes or no, and when; empty while it waits."""

    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="granskad av",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    handled_at = models.DateTimeField("granskad", null=True)

    class Meta:
        abstract = True
