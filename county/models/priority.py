"""Priorities for an operating year, with their goals."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models.base import CountyRow, NamedRow
from county.models.body import Body


class YearlyPriority(NamedRow):
    """A prioritised area for a year. `missing` lists what the plan itself says is missing."""

    year = models.PositiveSmallIntegerField("år")
    owner = models.ForeignKey(
        Body, verbose_name="ägare", null=True, blank=True, on_delete=models.PROTECT
    )
    partner = models.ForeignKey(
        Body,
        verbose_name="i samverkan med",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    missing = ArrayField(
        models.CharField(max_length=200), verbose_name="saknas", default=list, blank=True
    )

    class Meta(NamedRow.Meta):
        verbose_name = "årets prioritering"
        verbose_name_plural = "årets prioriteringar"


class PriorityGoal(CountyRow):
    """A goal or part of a yearly priority."""

    priority = models.ForeignKey(
        YearlyPriority, verbose_name="prioritering", on_delete=models.CASCADE, related_name="goals"
    )
    body = models.ForeignKey(
        Body, verbose_name="organ", null=True, blank=True, on_delete=models.PROTECT
    )
    part = models.CharField("del", max_length=150, blank=True)
    text = models.CharField("mål", max_length=300, blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "mål för prioritering"
        verbose_name_plural = "mål för prioriteringar"

    def __str__(self) -> str:
        return self.text or self.part
