"""Reports per goal area as archive files, every edition kept."""

from django.conf import settings
from django.db import models

from county.models import GoalArea
from foundation.models import Stateful
from indicators.querysets import GoalAreaReportQuerySet


class GoalAreaReport(Stateful):
    """One edition of a goal area's report for a year. The bytes never change once made.

    A new order makes a new edition; at most one edition for a goal area and a year is published.
    """

    class State(models.TextChoices):
        """Where the edition stands."""

        ORDERED = "ordered", "Görs"
        MADE = "made", "Klar att läsa"
        PUBLISHED = "published", "Publicerad"
        REPLACED = "replaced", "Ersatt av en senare utgåva"
        WITHDRAWN = "withdrawn", "Tillbakadragen"

    goal_area = models.ForeignKey(
        GoalArea, verbose_name="målområde", on_delete=models.PROTECT, related_name="reports"
    )
    year = models.PositiveSmallIntegerField("år")
    edition = models.PositiveSmallIntegerField("utgåva")
    state = models.CharField("läge", max_length=10, choices=State, default=State.ORDERED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="beställd av",
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField("beställd")
    made_at = models.DateTimeField("gjord", null=True)
    published_at = models.DateTimeField("publicerad", null=True)
    content = models.BinaryField("innehåll", null=True)
    sha256 = models.CharField("kontrollsumma", max_length=64, blank=True)
    size = models.PositiveIntegerField("storlek i byte", default=0)
    synthetic = models.BooleanField("innehåller påhittade siffror", default=False)

    objects = GoalAreaReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport för ett målområde"
        verbose_name_plural = "rapporter för målområden"
        ordering = ["-year", "goal_area__order", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_area", "year", "edition"], name="goalareareport_edition_once"
            ),
            models.UniqueConstraint(
                fields=["goal_area", "year"],
                condition=models.Q(state="published"),
                name="goalareareport_one_published",
            ),
            models.UniqueConstraint(
                fields=["goal_area", "year"],
                condition=models.Q(state="ordered"),
                name="goalareareport_one_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_area}, {self.year}"

    @property
    def address(self) -> str:
        """What names the public file: `nara-2026`."""
        return f"{self.goal_area.key}-{self.year}"
