"""National reforms and laws that the county's plan depends on."""

from django.db import models

from county.models.base import NamedRow


class NationalDependency(NamedRow):
    """A law, inquiry, proposition or reform. `effective_year` where it is known."""

    reference = models.CharField("beteckning", max_length=120, blank=True)
    kind = models.CharField("slag", max_length=60, blank=True)
    effective_year = models.PositiveSmallIntegerField("gäller från år", null=True, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "nationellt beroende"
        verbose_name_plural = "nationella beroenden"
