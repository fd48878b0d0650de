"""What those who work with the figures make of them: reflections on an indicator and a period."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from county.models import Body
from foundation.models import Stateful
from indicators.models.indicator import Indicator
from indicators.models.measure import Measure
from indicators.querysets import ReflectionQuerySet


class Reflection(Stateful):
    """A note by a body on an indicator, or on one of its measures, for a year or a month.

    A draft is read by those who may write it. A published note is public and is never changed:
    a better one is written anew, and the old one is withdrawn with a reason.
    """

    class State(models.TextChoices):
        """Where the note stands."""

        DRAFT = "draft", "Utkast"
        PUBLISHED = "published", "Publicerad"
        WITHDRAWN = "withdrawn", "Tillbakadragen"

    indicator = models.ForeignKey(
        Indicator, verbose_name="indikator", on_delete=models.PROTECT, related_name="reflections"
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name="mått",
        on_delete=models.PROTECT,
        related_name="reflections",
        null=True,
        blank=True,
    )
    body = models.ForeignKey(
        Body, verbose_name="skriven av", on_delete=models.PROTECT, related_name="reflections"
    )
    year = models.PositiveSmallIntegerField("år")
    month = models.PositiveSmallIntegerField("månad", default=0)
    text = models.TextField("text")
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="skriven av person",
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField("publicerad", null=True, blank=True)
    history = HistoricalRecords()

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        verbose_name = "reflektion"
        verbose_name_plural = "reflektioner"
        ordering = ["-year", "-month", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(month__lte=12), name="reflection_month_of_the_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure or self.indicator}, {self.period}"

    @property
    def period(self) -> str:
        """The period as people read it: `2024`, or `2024-03`."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)
