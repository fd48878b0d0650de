"""How often who follows up with whom."""

from django.db import models

from county.models.base import NamedRow
from county.models.body import Body


class ReportingRule(NamedRow):
    """A rule for follow-up. `times_per_year` is empty for *every meeting*."""

    times_per_year = models.PositiveSmallIntegerField("gånger per år", null=True, blank=True)
    every_meeting = models.BooleanField("vid varje möte", default=False)
    from_body = models.ForeignKey(
        Body, verbose_name="från", null=True, blank=True, on_delete=models.PROTECT
    )
    to_body = models.ForeignKey(
        Body,
        verbose_name="till",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(NamedRow.Meta):
        verbose_name = "uppföljningsregel"
        verbose_name_plural = "uppföljningsregler"
