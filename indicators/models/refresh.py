"""Runs that fetch figures from a source, series by series."""

from django.conf import settings
from django.db import models

from indicators.models.series import DataSeries


class Refresh(models.Model):
    """One run against one source. It is `ok` only when every series was read to its end.

    A series that failed keeps its values and shows their age. The counts are of entries and
    values in all of the run. `gone` says that the source's interface has been withdrawn: nothing
    is fetched by the clock after that, until a person has had it try again.
    """

    class Kind(models.TextChoices):
        """What is read."""

        FULL = "full", "allt"
        CHANGES = "changes", "ändringar"

    class Status(models.TextChoices):
        """How far the run has come, or how it ended."""

        WAITING = "waiting", "väntar"
        RUNNING = "running", "pågår"
        OK = "ok", "klar"
        PARTIAL = "partial", "delvis klar"
        FAILED = "failed", "misslyckades"

    source_key = models.CharField("källa", max_length=20)
    kind = models.CharField("omfattning", max_length=8, choices=Kind)
    since = models.DateField("ändringar från och med", null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="begärd av",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    asked_at = models.DateTimeField("begärd")
    begun_at = models.DateTimeField("påbörjad", null=True)
    ended_at = models.DateTimeField("avslutad", null=True)
    status = models.CharField("läge", max_length=8, choices=Status, default=Status.WAITING)
    message = models.TextField("meddelande", blank=True)
    gone = models.BooleanField("källans gränssnitt är avvecklat", default=False)
    requests = models.PositiveIntegerField("anrop", default=0)
    entries = models.PositiveIntegerField("poster", default=0)
    inserted = models.PositiveIntegerField("nya", default=0)
    revised = models.PositiveIntegerField("ändrade", default=0)
    withdrawn = models.PositiveIntegerField("borttagna", default=0)
    missing = models.PositiveIntegerField("utan uppgift", default=0)
    quarantined = models.PositiveIntegerField("i karantän", default=0)

    class Meta:
        verbose_name = "hämtning"
        verbose_name_plural = "hämtningar"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_key"],
                condition=models.Q(status__in=["waiting", "running"]),
                name="refresh_one_at_a_time",
                violation_error_message="En hämtning från källan pågår redan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_key} {self.asked_at:%Y-%m-%d %H:%M}"


class SeriesRead(models.Model):
    """How one series fared in a run. Series of the same `batch` are asked for together."""

    class State(models.TextChoices):
        """How far the series has come."""

        WAITING = "waiting", "väntar"
        DONE = "done", "läst"
        FAILED = "failed", "misslyckades"

    refresh = models.ForeignKey(
        Refresh, verbose_name="hämtning", on_delete=models.PROTECT, related_name="reads"
    )
    series = models.ForeignKey(
        DataSeries, verbose_name="serie", on_delete=models.PROTECT, related_name="reads"
    )
    batch = models.PositiveSmallIntegerField("omgång")
    state = models.CharField("läge", max_length=8, choices=State, default=State.WAITING)
    message = models.TextField("meddelande", blank=True)
    absent = models.TextField(
        "hela områden och år som saknades",
        blank=True,
        help_text="Sätts när en fullständig läsning inte togs emot för att så mycket saknades.",
    )
    values = models.PositiveIntegerField("värden", default=0)
    inserted = models.PositiveIntegerField("nya", default=0)
    revised = models.PositiveIntegerField("ändrade", default=0)
    withdrawn = models.PositiveIntegerField("borttagna", default=0)
    missing = models.PositiveIntegerField("utan uppgift", default=0)
    quarantined = models.PositiveIntegerField("i karantän", default=0)
    ended_at = models.DateTimeField("avslutad", null=True)

    class Meta:
        verbose_name = "läsning av en serie"
        verbose_name_plural = "läsningar av serier"
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["refresh", "series"], name="seriesread_once_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.series}: {self.get_state_display()}"
