"""What a body has decided to follow: indicators and measures adopted or given up by a decision."""

from django.conf import settings
from django.db import models

from diary.models import DiaryDocument
from indicators.models.indicator import Indicator
from indicators.models.measure import Measure


class Adoption(models.Model):
    """A decision on the set, as it stands in the register. Append-only but for being undone.

    The decision itself is the registered document; this says what it means for the registry.
    One that was recorded by mistake is undone once, with a reason, and the rows go back.
    """

    document = models.ForeignKey(
        DiaryDocument, verbose_name="beslut", on_delete=models.PROTECT, related_name="adoptions"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("infört")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField("ångrat", null=True)
    undone_reason = models.TextField("skäl", null=True)

    class Meta:
        verbose_name = "beslut om uppsättningen"
        verbose_name_plural = "beslut om uppsättningen"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_by=None, undone_at=None, undone_reason=None)
                | models.Q(
                    undone_by__isnull=False, undone_at__isnull=False, undone_reason__isnull=False
                ),
                name="adoption_undone_by_somebody_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(self.document)


class AdoptedRow(models.Model):
    """One indicator or one measure that the decision was about. Append-only.

    `before` is the status it had, so that an adoption can be undone exactly.
    """

    class Outcome(models.TextChoices):
        """What was decided about it."""

        ADOPTED = "adopted", "antas"
        RETIRED = "retired", "avvecklas"

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="rows")
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.PROTECT, related_name="adopted"
    )
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.PROTECT, related_name="adopted"
    )
    outcome = models.CharField("utfall", max_length=8, choices=Outcome)
    before = models.CharField("status förut", max_length=12)

    class Meta:
        verbose_name = "rad i ett beslut om uppsättningen"
        verbose_name_plural = "rader i beslut om uppsättningen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(indicator__isnull=True, measure__isnull=False)
                | models.Q(indicator__isnull=False, measure__isnull=True),
                name="adoptedrow_indicator_or_measure",
            ),
            models.UniqueConstraint(
                fields=["adoption", "indicator", "measure"],
                nulls_distinct=False,
                name="adoptedrow_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_outcome_display()}"

    @property
    def subject(self) -> Indicator | Measure:
        """What the row is about."""
        found = self.indicator or self.measure
        assert found is not None  # noqa: S101 - the table says so
        return found
