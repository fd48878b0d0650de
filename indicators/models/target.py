"""Where a measure is meant to go: a path of decided or proposed values over time."""

from django.db import models

from county.models.base import CountyRow
from indicators.models.area import StatisticalArea
from indicators.models.series import DataSeries


class Target(CountyRow):
    """A value to reach in a year. Several years make a path.

    Without a decided target nothing is said about good or bad. A target that is only proposed
    is shown as a proposal.
    """

    series = models.ForeignKey(
        DataSeries, verbose_name="serie", on_delete=models.PROTECT, related_name="targets"
    )
    area = models.ForeignKey(
        StatisticalArea,
        verbose_name="område",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Tomt när målet gäller alla länets områden.",
    )
    year = models.PositiveSmallIntegerField("år")
    value = models.FloatField("värde")
    decided = models.BooleanField("beslutat", default=False)
    decision = models.CharField(
        "beslutat var och när", max_length=200, blank=True, help_text="Diarienummer eller möte."
    )

    class Meta(CountyRow.Meta):
        verbose_name = "målvärde"
        verbose_name_plural = "målvärden"
        ordering = ["series", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "area", "year"],
                nulls_distinct=False,
                name="target_once_a_year",
                violation_error_message="Det finns redan ett målvärde för det året.",
            ),
            models.CheckConstraint(
                condition=models.Q(decided=False) | ~models.Q(decision=""),
                name="target_decided_somewhere",
                violation_error_message="Skriv var och när målvärdet beslutades.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.value}"
