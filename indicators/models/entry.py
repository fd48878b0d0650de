"""Values entered by hand, until a second person has looked at them."""

from django.conf import settings
from django.db import models

from foundation.models import Stateful
from indicators.models.handled import Handled
from indicators.models.observation import Observed
from indicators.querysets import EnteredValueQuerySet


class EnteredValue(Observed, Stateful, Handled):
    """A value that one person has entered and another confirms; only then is it an observation.

    `value` None says that the figure is missing, which is entered just as openly as a figure.
    One open row per place. The row stays when it is decided, as the record of who said what.
    """

    class State(models.TextChoices):
        """What has been said of the value."""

        WAITING = "waiting", "Väntar på granskning"
        CONFIRMED = "confirmed", "Bekräftad"
        REJECTED = "rejected", "Avvisad"
        TAKEN_BACK = "taken_back", "Återtagen"

    value = models.FloatField("värde", null=True)
    source_text = models.CharField("källa", max_length=300)
    state = models.CharField("läge", max_length=10, choices=State, default=State.WAITING)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="inmatad av",
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_at = models.DateTimeField("inmatad")
    reason = models.TextField("skäl", blank=True)

    objects = EnteredValueQuerySet.as_manager()

    class Meta:
        verbose_name = "inmatat värde"
        verbose_name_plural = "inmatade värden"
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "area", "year", "month", "gender"],
                condition=models.Q(state="waiting"),
                name="enteredvalue_one_open",
                violation_error_message="Ett värde för samma plats väntar redan på granskning.",
            ),
            models.CheckConstraint(
                condition=models.Q(handled_by=None)
                | ~models.Q(handled_by=models.F("entered_by"))
                | models.Q(state="taken_back"),
                name="enteredvalue_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.area}, {self.period}"
