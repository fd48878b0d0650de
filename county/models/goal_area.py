"""Målområden."""

from django.db import models

from county.models.base import NamedRow


class GoalArea(NamedRow):
    """One of the areas of the long-term picture. A county may have none."""

    tagline = models.CharField("underrubrik", max_length=200, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "målområde"
        verbose_name_plural = "målområden"
