"""Decisions made before the portal, as the sources state them."""

from django.db import models

from county.models.base import CountyRow
from county.models.body import Body
from foundation.text.dates import DatePrecision, known_date


class HistoricDecision(CountyRow):
    """A decision known from the sources. Date, body and number may be unknown, and then are."""

    title = models.CharField("beslut", max_length=250)
    kind = models.CharField("slag", max_length=40, blank=True)
    body = models.ForeignKey(
        Body, verbose_name="beslutat av", null=True, blank=True, on_delete=models.PROTECT
    )
    decided_on = models.DateField("datum", null=True, blank=True)
    date_precision = models.CharField(
        "datumets noggrannhet", max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    date_note = models.CharField("om datumet", max_length=120, blank=True)
    diary_number = models.CharField("diarienummer", max_length=30, blank=True)
    effective_from = models.DateField("gäller från", null=True, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)
    conflict = models.CharField("motsägelse i källan", max_length=300, blank=True)
    is_decision = models.BooleanField("är ett beslut", default=True)

    class Meta(CountyRow.Meta):
        verbose_name = "tidigare beslut"
        verbose_name_plural = "tidigare beslut"
        ordering = ["-decided_on", "key"]

    def __str__(self) -> str:
        return self.title

    @property
    def known_date(self) -> str:
        """The date as far as it is known."""
        return self.date_note or known_date(self.decided_on, self.date_precision, prefix="den")
