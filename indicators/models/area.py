"""The areas that figures are about: municipalities, regions, the country, and groups of areas."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from county.models import Organisation
from county.models.base import NamedRow


class StatisticalArea(NamedRow):
    """An area under the code that the statistics use (`0480`, `0004`, `0000`, `G33614`).

    The county's average is not the region's own value: the first is a group, the second a
    region, and a page always says which one it shows.
    """

    class Kind(models.TextChoices):
        """What the area is."""

        MUNICIPALITY = "municipality", "kommun"
        REGION = "region", "region"
        COUNTRY = "country", "riket"
        GROUP = "group", "grupp av områden"

    class Role(models.TextChoices):
        """What the county looks at the area for."""

        OWN = "own", "länets egna"
        REFERENCE = "reference", "att jämföra med"
        PEER = "peer", "medlem i en jämförelsegrupp"
        NONE = "none", "visas inte"

    code = models.CharField("områdeskod", max_length=10, unique=True)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    role = models.CharField("används som", max_length=10, choices=Role, default=Role.NONE)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.PROTECT,
        related_name="statistical_areas",
        null=True,
        blank=True,
    )

    class Meta(NamedRow.Meta):
        verbose_name = "statistikområde"
        verbose_name_plural = "statistikområden"


class GroupRoster(models.Model):
    """Who belonged to a group when it was read. A new row when the membership has changed.

    A group's name carries a year and its members change: a comparison from then is read
    against the members of then.
    """

    group = models.ForeignKey(
        StatisticalArea, verbose_name="grupp", on_delete=models.PROTECT, related_name="rosters"
    )
    title = models.CharField("gruppens namn hos källan", max_length=250)
    members = ArrayField(models.CharField(max_length=10), verbose_name="medlemmarnas koder")
    seen_at = models.DateTimeField("läst")

    class Meta:
        verbose_name = "gruppens medlemmar"
        verbose_name_plural = "gruppernas medlemmar"
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.title} ({len(self.members)})"
