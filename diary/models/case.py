"""A case (ärende)."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from diary.models.series import DiarySeries


class Origin(models.TextChoices):
    """Where a number was given."""

    PORTAL = "portal", "givet här"
    EXTERNAL = "external", "givet i annat diarium"
    HISTORIC = "historic", "före portalen"


class DiaryCase(models.Model):
    """A case with its number, unique per series, year and serial. Append-only.

    `public_title` is what the public register shows; it never falls back to `title`.
    `opened_on` is the Swedish date of the act; empty where no source gives it.
    """

    # Each index costs every registration: those that a constraint has already are left out.
    series = models.ForeignKey(DiarySeries, on_delete=models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField("år")
    serial = models.PositiveIntegerField("löpnummer")
    number = models.CharField("ärendenummer", max_length=30)
    title = models.CharField("ärendemening", max_length=300)
    public_title = models.CharField("offentlig ärendemening", max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    opened_on = models.DateField("upplagt", null=True)
    opened_at = models.DateTimeField("registrerat")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    opened_by_name = models.CharField("upplagt av", max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="case_serial_once"),
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The public page of the case."""
        return reverse("diary_case", args=[self.number])
