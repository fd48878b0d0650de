"""Vision, målbild, förflyttningar, principles, success factors and target groups."""

from django.db import models

from county.models.base import NamedRow


class Vision(NamedRow):
    """The vision: `name` is its title, `summary` says it in one sentence."""

    document = models.ForeignKey(
        "county.SteeringDocument",
        verbose_name="dokument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    class Meta(NamedRow.Meta):
        verbose_name = "vision"
        verbose_name_plural = "vision"


class GoalImage(NamedRow):
    """The målbild: where the county is to be in the target year."""

    headline = models.CharField("rubrik", max_length=120, blank=True)
    target_year = models.PositiveSmallIntegerField("målår")
    perspectives = models.CharField("perspektiv", max_length=200, blank=True)
    document = models.ForeignKey(
        "county.SteeringDocument",
        verbose_name="dokument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    class Meta(NamedRow.Meta):
        verbose_name = "målbild"
        verbose_name_plural = "målbild"


class Shift(NamedRow):
    """A förflyttning: from what to what."""

    class Meta(NamedRow.Meta):
        verbose_name = "förflyttning"
        verbose_name_plural = "förflyttningar"


class GuidingPrinciple(NamedRow):
    """A styrande princip."""

    class Meta(NamedRow.Meta):
        verbose_name = "princip"
        verbose_name_plural = "principer"


class SuccessFactor(NamedRow):
    """A condition and success factor named by the county."""

    class Meta(NamedRow.Meta):
        verbose_name = "framgångsfaktor"
        verbose_name_plural = "framgångsfaktorer"


class TargetGroup(NamedRow):
    """People whom the work is for. `prioritised` where the county says so."""

    prioritised = models.BooleanField("prioriterad", default=False)

    class Meta(NamedRow.Meta):
        verbose_name = "målgrupp"
        verbose_name_plural = "målgrupper"
