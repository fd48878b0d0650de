"""The figures, what they were before, and those that nobody has believed yet."""

from typing import ClassVar

from django.db import models

from foundation.models import Stateful
from indicators.models.area import StatisticalArea
from indicators.models.handled import Handled
from indicators.models.refresh import Refresh
from indicators.models.series import DataSeries


class Provenance(models.TextChoices):
    """Where a value truly came from. Stored with each value, never guessed from settings."""

    KOLADA = "kolada", "Kolada"
    EXTRACT = "extract", "Kolada, uppgifter t.o.m. 2022 (äldre utdrag)"
    FOLKHALSODATA = "fohm", "Folkhälsomyndigheten"
    SCB = "scb", "SCB"
    MANUAL = "manual", "inmatat för hand"
    UPLOAD = "upload", "inläst ur fil"
    DEMO = "demo", "påhittad demodata"


class Gender(models.TextChoices):
    """Whom a value is about."""

    TOTAL = "T", "totalt"
    WOMEN = "K", "kvinnor"
    MEN = "M", "män"


class Observed(models.Model):
    """One figure's place: which series, area, period and gender.

    A period is a year, or a month of it (`month` 1–12; 0 is the whole year), never a date.
    References are not checked by the database: a million rows are written at a time, series
    and areas are never deleted (PROTECT), and the services write only known ones.
    """

    series = models.ForeignKey(
        DataSeries,
        verbose_name="serie",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
    )
    area = models.ForeignKey(
        StatisticalArea,
        verbose_name="område",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
    )
    year = models.SmallIntegerField("år")
    month = models.SmallIntegerField("månad", default=0)
    gender = models.CharField("kön", max_length=1, choices=Gender)

    class Meta:
        abstract = True

    @property
    def period(self) -> str:
        """The period as people read it: `2024`, or `2024-03`."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


class Observation(Observed):
    """The figure that holds now. `value` None is "uppgift saknas", never zero.

    `status` is the source's own word, kept as given. A value that the source no longer has is
    `withdrawn`, not deleted. `written_at` is when this value was stored; that the source still
    says so is in the series' `read_at`.
    """

    pk = models.CompositePrimaryKey("series_id", "area_id", "year", "month", "gender")
    value = models.FloatField("värde", null=True)
    status = models.CharField("källans status", max_length=20, blank=True)
    count = models.SmallIntegerField("antal ingående områden", default=1)
    preliminary = models.BooleanField("kan vara preliminär", default=False)
    withdrawn = models.BooleanField("borttagen hos källan", default=False)
    revised = models.BooleanField("reviderad", default=False)
    provenance = models.CharField("kommer från", max_length=8, choices=Provenance)
    refresh = models.ForeignKey(
        Refresh,
        verbose_name="hämtning",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        null=True,
    )
    written_at = models.DateTimeField("hämtad")

    class Meta:
        verbose_name = "värde"
        verbose_name_plural = "värden"

    def __str__(self) -> str:
        return f"{self.series_id} {self.area_id} {self.period} {self.gender}: {self.value}"


class Revision(Observed):
    """What a value was, and what it became. Append-only."""

    class Kind(models.TextChoices):
        """What happened."""

        REVISED = "revised", "reviderad"
        WITHDRAWN = "withdrawn", "borttagen hos källan"
        RETURNED = "returned", "tillbaka hos källan"

    kind = models.CharField("händelse", max_length=10, choices=Kind)
    old_value = models.FloatField("förut", null=True)
    new_value = models.FloatField("därefter", null=True)
    old_provenance = models.CharField("kom förut från", max_length=8, choices=Provenance)
    seen_at = models.DateTimeField("sedd")
    refresh = models.ForeignKey(
        Refresh, verbose_name="hämtning", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "revidering"
        verbose_name_plural = "revideringar"
        ordering = ["-seen_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["series", "area", "year", "month"], name="revision_of_a_value")
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.old_value} → {self.new_value}"


class QuarantinedValue(Observed, Stateful, Handled):
    """A value that is outside what is sane for its series, held back until a person has looked.

    One open row per place; a later refresh that brings the same value again leaves it as it is.
    `corrected` is no judgement: the same value is held back anew if the source gives it again.
    """

    class State(models.TextChoices):
        """What a person has said, or that the source no longer gives the value."""

        OPEN = "open", "väntar"
        ACCEPTED = "accepted", "godkänd"
        DISMISSED = "dismissed", "avvisad"
        CORRECTED = "corrected", "återtagen av källan"

    value = models.FloatField("värde")
    status = models.CharField("källans status", max_length=20, blank=True)
    provenance = models.CharField("kommer från", max_length=8, choices=Provenance)
    reason = models.CharField("varför", max_length=200)
    refresh = models.ForeignKey(
        Refresh, verbose_name="hämtning", on_delete=models.PROTECT, related_name="held"
    )
    seen_at = models.DateTimeField("sedd")
    state = models.CharField("läge", max_length=10, choices=State, default=State.OPEN)
    note = models.TextField("anteckning", blank=True)

    class Meta:
        verbose_name = "värde i karantän"
        verbose_name_plural = "värden i karantän"
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "area", "year", "month", "gender"],
                condition=models.Q(state="open"),
                name="quarantine_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value} ({self.reason})"
