"""Abstract models: a version on everything people edit, a state on everything that moves."""

from django.conf import settings
from django.db import models


class Versioned(models.Model):
    """Carries a version that grows by one with every write, and who wrote last."""

    version = models.PositiveIntegerField("version", default=1, editable=False)
    changed_at = models.DateTimeField("ändrad", null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ändrad av",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True


class Stateful(Versioned):
    """Has a state that only `apply` and `apply_all` change. Subclasses define `state`."""

    state: str

    class Meta:
        abstract = True
