"""Files of figures: as they came, what they would change, and who let them in."""

from django.conf import settings
from django.db import models

from foundation.models import Stateful
from indicators.models.handled import Handled
from indicators.models.observation import Gender
from indicators.models.series import DataSeries
from indicators.querysets import UploadQuerySet


class Upload(Stateful, Handled):
    """One file for one series. Nothing of it is an observation until a second person confirms.

    `preview_digest` names exactly what was shown: every row with what it would change from and
    to. Confirming names it again, so that what is applied is what was read.
    """

    class Kind(models.TextChoices):
        """The kind of file, decided by its content and not by its name."""

        CSV = "csv", "CSV"
        XLSX = "xlsx", "XLSX"

    class State(models.TextChoices):
        """How far the file has come."""

        READING = "reading", "Läses"
        UNREADABLE = "unreadable", "Gick inte att läsa"
        PREVIEWED = "previewed", "Läst, inget är infört"
        PROPOSED = "proposed", "Väntar på granskning"
        APPLIED = "applied", "Införd"
        REJECTED = "rejected", "Avvisad"
        DISCARDED = "discarded", "Kastad"

    series = models.ForeignKey(
        DataSeries, verbose_name="serie", on_delete=models.PROTECT, related_name="uploads"
    )
    name = models.CharField("filens namn", max_length=200)
    kind = models.CharField("filtyp", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("storlek i byte")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField("innehåll")
    source_text = models.CharField("källa", max_length=300)
    state = models.CharField("läge", max_length=10, choices=State, default=State.READING)
    readings = models.PositiveSmallIntegerField("läst antal gånger", default=0)
    rows_read = models.PositiveIntegerField("lästa rader", default=0)
    rows_total = models.PositiveIntegerField("rader", null=True)
    new = models.PositiveIntegerField("nya", default=0)
    changed = models.PositiveIntegerField("ändrade", default=0)
    unchanged = models.PositiveIntegerField("oförändrade", default=0)
    refused = models.PositiveIntegerField("avvisade rader", default=0)
    problems = models.JSONField("fel i filen", default=list)
    preview_digest = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="inläst av",
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("inläst")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "fil med värden"
        verbose_name_plural = "filer med värden"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(handled_by=None) | ~models.Q(handled_by=models.F("uploaded_by")),
                name="upload_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.series}"

    @property
    def would_change(self) -> bool:
        """Whether letting the file in would change any value, as far as the preview knows."""
        return bool(self.new or self.changed)


class UploadRow(models.Model):
    """One row of a file's preview. A refused row has a reason and, where it was read, a place."""

    class Kind(models.TextChoices):
        """What the row would do."""

        NEW = "new", "ny"
        CHANGED = "changed", "ändrad"
        UNCHANGED = "unchanged", "oförändrad"
        REFUSED = "refused", "avvisad"

    upload = models.ForeignKey(
        Upload, verbose_name="fil", on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField("rad i filen")
    kind = models.CharField("följd", max_length=9, choices=Kind)
    area = models.ForeignKey(
        "indicators.StatisticalArea",
        verbose_name="område",
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        null=True,
    )
    year = models.SmallIntegerField("år", null=True)
    month = models.SmallIntegerField("månad", default=0)
    gender = models.CharField("kön", max_length=1, blank=True, choices=Gender)
    old_value = models.FloatField("förut", null=True)
    new_value = models.FloatField("därefter", null=True)
    text = models.CharField("raden som den stod", max_length=200, blank=True)
    reason = models.CharField("varför avvisad", max_length=250, blank=True)

    class Meta:
        verbose_name = "rad i en fil"
        verbose_name_plural = "rader i filer"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="uploadrow_once"),
        ]
        indexes = [models.Index(fields=["upload", "kind", "number"], name="uploadrow_by_kind")]

    def __str__(self) -> str:
        return f"rad {self.number}: {self.get_kind_display()}"

    @property
    def period(self) -> str:
        """The period as people read it: `2024`, or `2024-03`; empty when it was not read."""
        if self.year is None:
            return ""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)
