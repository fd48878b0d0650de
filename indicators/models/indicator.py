"""Indicators under the goal areas."""

from django.db import models

from county.models import GoalArea
from indicators.models.adoptable import AdoptableRow


class Indicator(AdoptableRow):
    """What a goal area is followed by. Its status is data: proposed until a body decides."""

    class Status(models.TextChoices):
        """Where the indicator stands."""

        PROPOSED = "proposed", "förslag"
        DECIDED = "decided", "beslutad"
        RETIRED = "retired", "avvecklad"

    goal_area = models.ForeignKey(
        GoalArea, verbose_name="målområde", on_delete=models.PROTECT, related_name="indicators"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.PROPOSED)
    target_year = models.PositiveSmallIntegerField("målår", null=True, blank=True)
    reason = models.TextField("varför den valts", blank=True)
    replaced_by = models.ForeignKey(
        "self", verbose_name="ersatt av", on_delete=models.PROTECT, null=True, blank=True
    )
    gap = models.CharField("lucka", max_length=120, blank=True)

    class Meta(AdoptableRow.Meta):
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
