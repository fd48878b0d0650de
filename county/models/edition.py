"""Editions of the färdplan and the chain that approves them."""

from django.db import models

from county.models.base import CountyRow, NamedRow
from county.models.body import Body
from foundation.text.dates import DatePrecision, known_date


class ApprovalStep(CountyRow):
    """One step that every edition passes, in order."""

    class Action(models.TextChoices):
        """What the body does at this step."""

        PREPARES = "prepares", "bereder"
        ADOPTS = "adopts", "antar"
        APPROVES = "approves", "godkänner"
        DECIDES = "decides", "beslutar"

    body = models.ForeignKey(Body, verbose_name="organ", on_delete=models.PROTECT)
    action = models.CharField("åtgärd", max_length=10, choices=Action)
    required = models.BooleanField("krävs för att gälla", default=True)

    class Meta(CountyRow.Meta):
        verbose_name = "steg i beslutskedjan"
        verbose_name_plural = "steg i beslutskedjan"

    def __str__(self) -> str:
        return f"{self.body} {self.get_action_display()}"

    @property
    def done(self) -> str:
        """What an edition is once the step is taken: «beslutad», «antagen»."""
        return {
            self.Action.PREPARES: "beredd",
            self.Action.ADOPTS: "antagen",
            self.Action.APPROVES: "godkänd",
            self.Action.DECIDES: "beslutad",
        }[self.Action(self.action)]


class RoadmapEdition(NamedRow):
    """One edition (upplaga). `name` is its title; empty parts are unknown in the source."""

    number = models.PositiveSmallIntegerField("upplaga")
    year = models.PositiveSmallIntegerField("år")
    period = models.CharField("period", max_length=20, blank=True)
    document = models.ForeignKey(
        "county.SteeringDocument",
        verbose_name="dokument",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    class Meta(NamedRow.Meta):
        verbose_name = "upplaga av färdplanen"
        verbose_name_plural = "upplagor av färdplanen"
        ordering = ["-year"]


class EditionArea(NamedRow):
    """A priority area that an edition names. Areas belong to their edition."""

    edition = models.ForeignKey(
        RoadmapEdition, verbose_name="upplaga", on_delete=models.CASCADE, related_name="areas"
    )

    class Meta(NamedRow.Meta):
        verbose_name = "område i upplaga"
        verbose_name_plural = "områden i upplagor"


class Approval(CountyRow):
    """That a step was taken for an edition, and when as far as known."""

    edition = models.ForeignKey(
        RoadmapEdition, verbose_name="upplaga", on_delete=models.CASCADE, related_name="approvals"
    )
    step = models.ForeignKey(ApprovalStep, verbose_name="steg", on_delete=models.PROTECT)
    decided_on = models.DateField("datum", null=True, blank=True)
    date_precision = models.CharField(
        "datumets noggrannhet", max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    diary_number = models.CharField("diarienummer", max_length=30, blank=True)

    class Meta(CountyRow.Meta):
        verbose_name = "antagande av upplaga"
        verbose_name_plural = "antaganden av upplagor"

    def __str__(self) -> str:
        return f"{self.edition}: {self.step}"

    @property
    def known_date(self) -> str:
        """The date as far as it is known."""
        return known_date(self.decided_on, self.date_precision, prefix="den")
