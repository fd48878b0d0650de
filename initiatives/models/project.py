"""Ongoing work in the county, as the sources name it: the portfolio."""

from django.db import models

from county.models import FocusArea, Objective, TargetGroup
from county.models.base import NamedRow


class Project(NamedRow):
    """Work that goes on, with the source's own words for its state in `state_words`."""

    class State(models.TextChoices):
        """Coarse state, for counting."""

        ONGOING = "ongoing", "Pågår"
        SCALING = "scaling", "Breddinförs"
        IN_OPERATION = "in_operation", "I drift"
        COMPLETED = "completed", "Genomfört"

    class Scope(models.TextChoices):
        """Whose work it is."""

        JOINT = "joint", "gemensamt"
        INTERNAL = "internal", "internt"

    state = models.CharField("läge", max_length=12, choices=State, default=State.ONGOING)
    state_words = models.CharField("läge enligt källan", max_length=80, blank=True)
    scope = models.CharField("omfattning", max_length=10, choices=Scope, default=Scope.JOINT)
    short = models.CharField("kort namn", max_length=40, blank=True)
    target_group = models.ForeignKey(
        TargetGroup, verbose_name="målgrupp", null=True, blank=True, on_delete=models.PROTECT
    )
    focus_area = models.ForeignKey(
        FocusArea, verbose_name="fokusområde", null=True, blank=True, on_delete=models.PROTECT
    )
    objective = models.ForeignKey(
        Objective, verbose_name="målsättning", null=True, blank=True, on_delete=models.PROTECT
    )
    period = models.CharField("tid", max_length=80, blank=True)

    class Meta(NamedRow.Meta):
        verbose_name = "pågående arbete"
        verbose_name_plural = "pågående arbeten"
