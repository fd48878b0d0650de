"""Series of figures from a source, and which measures they may stand for."""

from django.db import models

from county.models.base import CountyRow, NamedRow
from foundation.text.dates import today
from indicators.models.area import StatisticalArea
from indicators.models.measure import Measure

MANUAL = "manual"
"""The source key of series that people fill, by hand or by file."""


class DataSeries(NamedRow):
    """One series of figures as a source publishes it, under the source's own identifier.

    `title` and the facts below it are pinned as the source gave them when somebody last
    accepted them; a refresh that meets others marks the series for review, keeps them in
    `review_facts`, and goes on showing what was stored. `name` is our own short Swedish name.
    Values outside `lowest`–`highest` are never stored unseen.
    """

    class Levels(models.TextChoices):
        """Which kinds of areas the source publishes the series for."""

        MUNICIPALITIES = "K", "kommuner"
        REGIONS = "L", "regioner"
        BOTH = "A", "kommuner och regioner"

    source_key = models.CharField("källa", max_length=20)
    external_id = models.CharField("källans beteckning", max_length=250)
    title = models.CharField("källans namn på serien", max_length=400, blank=True)
    origin = models.CharField("ursprung", max_length=200, blank=True)
    description = models.TextField("källans beskrivning", blank=True)
    unit = models.CharField("enhet", max_length=80, blank=True)
    decimals = models.PositiveSmallIntegerField("decimaler", default=1)
    levels = models.CharField("nivå", max_length=1, choices=Levels, blank=True)
    gendered = models.BooleanField("delas upp efter kön", default=False)
    span_years = models.PositiveSmallIntegerField("år som varje värde avser", default=1)
    own_span_years = models.PositiveSmallIntegerField(
        "år som varje värde avser i länet, om det är andra", null=True, blank=True
    )
    lowest = models.FloatField("lägsta rimliga värde", null=True, blank=True)
    highest = models.FloatField("högsta rimliga värde", null=True, blank=True)
    first_year = models.PositiveSmallIntegerField("läses från år", default=2007)
    ends_year = models.PositiveSmallIntegerField("sista år", null=True, blank=True)
    successor = models.ForeignKey(
        "self", verbose_name="efterföljare", on_delete=models.PROTECT, null=True, blank=True
    )
    publication_date = models.DateField("publiceras nästa gång", null=True, blank=True)
    preliminary_date = models.DateField("preliminärt publiceras", null=True, blank=True)
    publication_period = models.CharField("nästa period", max_length=10, blank=True)
    # What the refresh knows; nobody writes it by hand, and it is not the county's own history.
    review_note = models.TextField("att granska", blank=True, editable=False)
    review_facts = models.JSONField(default=dict, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    read_at = models.DateTimeField("senast helt läst", null=True, editable=False)

    class Meta(NamedRow.Meta):
        verbose_name = "dataserie"
        verbose_name_plural = "dataserier"
        constraints = [
            models.UniqueConstraint(
                fields=["source_key", "external_id"],
                name="dataseries_once_per_source",
                violation_error_message="Serien finns redan för den källan.",
            )
        ]

    @property
    def number(self) -> str:
        """The source's own name of the series, without the way to it: a table among folders.

        Empty for a series that is entered by hand: its name is our own.
        """
        if self.source_key == MANUAL:
            return ""
        return self.external_id.partition("?")[0].rpartition("/")[2]

    @property
    def publication_passed(self) -> bool:
        """True when the source said a day for its next values, and that day is gone."""
        return bool(self.publication_date and self.publication_date < today())

    def span_of(self, area: StatisticalArea | None) -> int:
        """Years that a value of the area covers; None is the county's own areas together."""
        own = area is None or area.role == StatisticalArea.Role.OWN
        return self.own_span_years if own and self.own_span_years else self.span_years


class MeasureSource(CountyRow):
    """A series that may stand for a measure, and why. Several may be proposed for one.

    Until the county confirms it, a source is `föreslagen källa` and is shown as such. `main`
    is the series that a list shows. One that is `background` helps to read the measure but does
    not measure it, so that the measure's direction says nothing of it.
    """

    class Standing(models.TextChoices):
        """What the county has said."""

        PROPOSED = "proposed", "föreslagen källa"
        CONFIRMED = "confirmed", "bekräftad källa"
        REJECTED = "rejected", "bortvald källa"

    measure = models.ForeignKey(
        Measure, verbose_name="mått", on_delete=models.PROTECT, related_name="sources"
    )
    series = models.ForeignKey(
        DataSeries, verbose_name="serie", on_delete=models.PROTECT, related_name="measure_sources"
    )
    standing = models.CharField(
        "ställning", max_length=10, choices=Standing, default=Standing.PROPOSED
    )
    main = models.BooleanField("visas först", default=False)
    background = models.BooleanField("bakgrund till måttet", default=False)
    reason = models.TextField("skäl för eller emot", blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "måttets källa"
        verbose_name_plural = "måttens källor"
        constraints = [
            models.UniqueConstraint(fields=["measure", "series"], name="measuresource_once"),
            models.UniqueConstraint(
                fields=["measure"],
                condition=models.Q(main=True),
                name="measuresource_one_main",
                violation_error_message="Måttet har redan en serie som visas först.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} – {self.series}"


class SeriesBreak(CountyRow):
    """Where a series must not be compared straight off: between two years, or between areas."""

    series = models.ForeignKey(
        DataSeries, verbose_name="serie", on_delete=models.PROTECT, related_name="breaks"
    )
    year = models.PositiveSmallIntegerField(
        "från och med år", null=True, blank=True, help_text="Tomt när brottet går mellan områden."
    )
    explanation = models.TextField("vad som skiljer")

    class Meta(CountyRow.Meta):
        verbose_name = "brott i en serie"
        verbose_name_plural = "brott i serier"

    def __str__(self) -> str:
        return f"{self.series}: {self.year or 'mellan områden'}"
