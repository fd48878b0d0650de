"""The county itself: one row per installation."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models.base import NamedRow


class County(NamedRow):
    """Name, code and programme of the county that this installation serves."""

    class Tone(models.TextChoices):
        """The one colour that a county sets; static/css/tokens.css holds what follows from it."""

        WATER = "", "vatten"
        FOREST = "skog", "skog"
        HEATHER = "ljung", "ljung"
        SLATE = "skiffer", "skiffer"

    official_name = models.CharField("officiellt namn", max_length=120)
    code = models.CharField("länskod", max_length=2)
    programme = models.CharField("samverkans namn", max_length=200)
    target_year = models.PositiveSmallIntegerField("målår")
    sectors = ArrayField(models.CharField(max_length=80), verbose_name="områden", default=list)
    dimensions = ArrayField(
        models.CharField(max_length=120), verbose_name="dimensioner", default=list, blank=True
    )
    tone = models.CharField("färgton", max_length=10, choices=Tone, default=Tone.WATER, blank=True)
    min_principals = models.PositiveSmallIntegerField("minst antal huvudmän", default=2)
    submitted_title_is_public = models.BooleanField(
        "inskickade titlar är offentliga", default=False
    )

    class Meta(NamedRow.Meta):
        verbose_name = "län"
        verbose_name_plural = "länet"
