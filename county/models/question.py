"""Questions and needs that citizens have put to the county."""

from django.db import models

from county.models.base import CountyRow
from county.models.focus import FocusArea


class CitizenQuestion(CountyRow):
    """A question, in our words, with its answer when there is one."""

    text = models.CharField("fråga", max_length=300)
    focus_area = models.ForeignKey(
        FocusArea, verbose_name="fokusområde", null=True, blank=True, on_delete=models.PROTECT
    )
    answer = models.TextField("svar", blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "fråga från invånare"
        verbose_name_plural = "frågor från invånare"

    def __str__(self) -> str:
        return self.text
