"""A case (ärende)."""

from django.db import models

from diary.models.series import DiarySeries


class Origin(models.TextChoices):
    """Where a number was given."""

    PORTAL = "portal", "givet här"
    EXTERNAL = "external", "givet i annat diarium"
    HISTORIC = "historic", "före portalen"


class DiaryCase(models.Model):
    """A case with its number, unique per series, year and serial. Append-only.

    `public_title` is what the public register shows; it never falls back to `title`.
    """

    series = models.ForeignKey(DiarySeries, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField("år")
    serial = models.PositiveIntegerField("löpnummer")
    number = models.CharField("ärendenummer", max_length=30, unique=True)
    title = models.CharField("ärendemening", max_length=300)
    public_title = models.CharField("offentlig ärendemening", max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PORTAL)
    opened_at = models.DateTimeField("upplagt")

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="case_serial_once"),
        ]

    def __str__(self) -> str:
        return self.number
