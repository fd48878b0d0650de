"""Series and the counters that numbers are taken from, under a row lock."""

from django.db import models

from county.models import CountyRow


class DiarySeries(CountyRow):
    """A series, for example prefix NSV: case NSV26-0032, document NSV26-0032-2.

    A county without a series cannot register anything, and is told so. A series that is not
    `is_default` holds numbers given in somebody else's diary.
    """

    prefix = models.CharField("beteckning", max_length=20, unique=True)
    digits = models.PositiveSmallIntegerField("siffror i löpnumret", default=4)
    is_default = models.BooleanField("används för nya ärenden", default=True)

    class Meta(CountyRow.Meta):
        verbose_name = "diarieserie"
        verbose_name_plural = "diarieserier"

    def __str__(self) -> str:
        return self.prefix

    def case_number(self, year: int, serial: int) -> str:
        """«NSV26-0032» for 2026 and 32."""
        return f"{self.prefix}{year % 100:02d}-{serial:0{self.digits}d}"


class YearCounter(models.Model):
    """The last case serial of a series and year. Locked while a number is taken."""

    series = models.ForeignKey(DiarySeries, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class CaseCounter(models.Model):
    """The last document serial of a case. Locked while a number is taken."""

    case = models.OneToOneField("diary.DiaryCase", on_delete=models.PROTECT)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.case}: {self.last}"
