"""Styrdokument: agreements, guidelines, strategies, with the fields of Dokumentinformation."""

from django.db import models

from county.models.base import NamedRow
from county.models.body import Body
from foundation.text.dates import DatePrecision, known_date
from foundation.text.sorting import sort_key_field


class SteeringDocument(NamedRow):
    """A document that steers the collaboration. `name` is its official title."""

    class Status(models.TextChoices):
        """Where the document stands, as the source says."""

        IN_FORCE = "in_force", "gällande"
        REPLACED = "replaced", "ersatt"
        PROPOSED = "proposed", "förslag"
        IN_PROGRESS = "in_progress", "under framtagande"
        ENDED = "ended", "avslutat"
        HISTORIC = "historic", "historiskt"
        COMPLETED = "completed", "klart"

    category = models.CharField("dokumentkategori", max_length=60, blank=True)
    period = models.CharField("period", max_length=20, blank=True)
    diary_number = models.CharField("diarienummer", max_length=30, blank=True)
    owner = models.CharField("dokumentansvarig", max_length=150, blank=True)
    decided_by = models.ForeignKey(
        Body, verbose_name="beslutad av", null=True, blank=True, on_delete=models.PROTECT
    )
    decided_on = models.DateField("beslutad", null=True, blank=True)
    date_precision = models.CharField(
        "datumets noggrannhet", max_length=10, choices=DatePrecision, default=DatePrecision.UNKNOWN
    )
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till", null=True, blank=True)
    validity = models.CharField("giltighetstid", max_length=120, blank=True)
    revision_rule = models.CharField("revideras", max_length=120, blank=True)
    revisions = models.CharField("revideringar", max_length=200, blank=True)
    status = models.CharField("status", max_length=12, choices=Status)
    status_note = models.CharField("om statusen", max_length=120, blank=True)
    replaced_by = models.ForeignKey(
        "self", verbose_name="ersatt av", null=True, blank=True, on_delete=models.PROTECT
    )
    appendix = models.CharField("bilaga", max_length=60, blank=True)
    note = models.CharField("anmärkning", max_length=300, blank=True)
    sort_key = sort_key_field("name")

    class Meta(NamedRow.Meta):
        verbose_name = "styrdokument"
        verbose_name_plural = "styrdokument"
        ordering = ["sort_key"]

    @property
    def known_date(self) -> str:
        """The date of the decision as far as it is known."""
        return known_date(self.decided_on, self.date_precision, prefix="den")
