"""The county's criteria for a joint initiative."""

from django.db import models

from county.models.base import NamedRow


class Criterion(NamedRow):
    """A criterion (K1–K5 in Sörmland). `met_at` says when it must be met."""

    class MetAt(models.TextChoices):
        """The gate at which the criterion is tried."""

        SUBMISSION = "submission", "inskickande"
        DECISION = "decision", "beslut"

    code = models.CharField("beteckning", max_length=5)
    met_at = models.CharField("prövas vid", max_length=12, choices=MetAt)

    class Meta(NamedRow.Meta):
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
