"""Measures: what is counted. One measure may serve several indicators, as one series."""

from django.db import models

from indicators.models.adoptable import AdoptableRow
from indicators.models.indicator import Indicator


class Measure(AdoptableRow):
    """A measure with its exact name from the source. Unknown facts are empty, never guessed."""

    class Status(models.TextChoices):
        """Where the measure stands."""

        PROPOSED = "proposed", "förslag"
        DECIDED = "decided", "beslutad"
        DEVELOPING = "developing", "under utveckling"
        MISSING = "missing", "mått saknas"
        RETIRED = "retired", "avvecklad"

    class Direction(models.TextChoices):
        """Which way is better."""

        UP = "up", "högre är bättre"
        DOWN = "down", "lägre är bättre"
        NEUTRAL = "neutral", "ingen riktning"
        UNKNOWN = "unknown", "inte angiven"

    indicators = models.ManyToManyField(
        Indicator, verbose_name="indikatorer", related_name="measures"
    )
    level = models.CharField("nivå", max_length=60, blank=True)
    population = models.CharField("gäller", max_length=120, blank=True)
    frequency = models.CharField("hur ofta", max_length=60, blank=True)
    lag = models.CharField("eftersläpning", max_length=120, blank=True)
    owner = models.CharField("ansvarig för måttet", max_length=120, blank=True)
    available_from = models.PositiveSmallIntegerField("finns från år", null=True, blank=True)
    aim = models.CharField(
        "syfte utan siffra", max_length=200, blank=True, help_text="När det inte finns målvärden."
    )
    replaced_by = models.ForeignKey(
        "self", verbose_name="ersatt av", on_delete=models.PROTECT, null=True, blank=True
    )
    perspective = models.CharField("perspektiv", max_length=60, blank=True)
    unit = models.CharField("enhet", max_length=80, blank=True)
    direction = models.CharField(
        "riktning", max_length=10, choices=Direction, default=Direction.UNKNOWN
    )
    status = models.CharField("status", max_length=12, choices=Status, default=Status.PROPOSED)
    status_note = models.CharField("om statusen", max_length=200, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)

    class Meta(AdoptableRow.Meta):
        verbose_name = "mått"
        verbose_name_plural = "mått"
