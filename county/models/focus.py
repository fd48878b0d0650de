"""Fokusområden with their målsättningar and utvecklingsområden."""

from datetime import date

from django.db import models

from county.models.base import CountyRow, NamedRow


class FocusArea(NamedRow):
    """A time-limited area. Valid whole years, the last included."""

    valid_from_year = models.PositiveSmallIntegerField("från och med år")
    valid_to_year = models.PositiveSmallIntegerField("till och med år", null=True, blank=True)
    decision = models.ForeignKey(
        "county.HistoricDecision",
        verbose_name="beslut",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    purposes = models.TextField("syften, ett per rad", blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "fokusområde"
        verbose_name_plural = "fokusområden"

    def is_valid_on(self, day: date) -> bool:
        """True when the focus area holds on `day`."""
        ends = self.valid_to_year
        return self.valid_from_year <= day.year and (ends is None or day.year <= ends)


class Objective(CountyRow):
    """A målsättning under a focus area."""

    focus_area = models.ForeignKey(
        FocusArea, verbose_name="fokusområde", on_delete=models.CASCADE, related_name="objectives"
    )
    text = models.CharField("målsättning", max_length=300)
    reference = models.CharField("hänvisning", max_length=120, blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "målsättning"
        verbose_name_plural = "målsättningar"

    def __str__(self) -> str:
        return self.text


class DevelopmentArea(CountyRow):
    """An utvecklingsområde: an example of what to work on within a focus area.

    Without a focus area it is one of the report's general recommendations, under `group`.
    """

    focus_area = models.ForeignKey(
        FocusArea,
        verbose_name="fokusområde",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="development_areas",
    )
    group = models.CharField("grupp", max_length=150, blank=True)
    text = models.CharField("utvecklingsområde", max_length=300)

    class Meta(CountyRow.Meta):
        verbose_name = "utvecklingsområde"
        verbose_name_plural = "utvecklingsområden"

    def __str__(self) -> str:
        return self.text
