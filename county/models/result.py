"""What a year led to."""

from django.db import models

from county.models.base import NamedRow


class YearlyResult(NamedRow):
    """One line of a year's results, with the source's own status words.

    `adopted` of `out_of` where only some huvudmän have adopted it: never shown as done.
    """

    year = models.PositiveSmallIntegerField("år")
    status = models.CharField("status", max_length=60)
    adopted = models.PositiveSmallIntegerField("antal som antagit", null=True, blank=True)
    out_of = models.PositiveSmallIntegerField("av", null=True, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "resultat"
        verbose_name_plural = "resultat"
        ordering = ["-year", "order"]
