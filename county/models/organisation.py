"""Huvudmän, support organisations and external parties; and the county's districts."""

from django.db import models

from county.models.base import NamedRow
from foundation.text.sorting import sort_key_field


class District(NamedRow):
    """A part of the county (länsdel)."""

    class Meta(NamedRow.Meta):
        verbose_name = "länsdel"
        verbose_name_plural = "länsdelar"


class Organisation(NamedRow):
    """An organisation. `is_principal` marks a huvudman: the region or a municipality."""

    class Kind(models.TextChoices):
        """What kind of organisation."""

        REGION = "region", "region"
        MUNICIPALITY = "municipality", "kommun"
        SUPPORT = "support", "stödorganisation"
        UNIVERSITY = "university", "lärosäte"
        NATIONAL = "national", "nationell part"
        CARE_REGION = "care_region", "sjukvårdsregion"
        CIVIL_SOCIETY = "civil_society", "civilsamhälle"

    kind = models.CharField("slag", max_length=20, choices=Kind)
    code = models.CharField("kod", max_length=4, blank=True)
    short = models.CharField("kort namn", max_length=60, blank=True)
    aliases = models.CharField("även kallad", max_length=300, blank=True)
    is_principal = models.BooleanField("huvudman", default=False)
    is_host = models.BooleanField("värd för den gemensamma nämnden", default=False)
    district = models.ForeignKey(
        District, verbose_name="länsdel", null=True, blank=True, on_delete=models.PROTECT
    )
    address = models.CharField("adress", max_length=200, blank=True)
    web = models.CharField("webbplats", max_length=200, blank=True)
    sort_key = sort_key_field("name")

    class Meta(NamedRow.Meta):
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"
        ordering = ["order", "sort_key"]
