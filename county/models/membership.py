"""Who holds which role, in which body, for which organisation, and when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from county.models.body import Body
from county.models.organisation import Organisation
from county.models.role import Role
from foundation.models import Versioned
from foundation.text.dates import today


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def valid_on(self, day: date | None = None) -> "MembershipQuerySet":
        """Those that hold on `day` (default today). The last day counts."""
        day = day or today()
        return self.filter(
            Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day, user__is_active=True
        )


class Membership(Versioned):
    """A person's seat. Every right in the portal comes from one that holds that day.

    `body` is empty for a role held outside any body (an operator, a process leader). The
    `organisation` is the one the person represents.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="person",
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.ForeignKey(Role, verbose_name="roll", on_delete=models.PROTECT)
    body = models.ForeignKey(
        Body,
        verbose_name="organ",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name="företräder", null=True, blank=True, on_delete=models.PROTECT
    )
    is_chair = models.BooleanField("ordförande", default=False)
    is_convener = models.BooleanField("sammankallande", default=False)
    valid_from = models.DateField("från och med")
    valid_to = models.DateField("till och med", null=True, blank=True)
    history = HistoricalRecords()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        place = self.body or self.organisation
        return f"{self.user}, {self.role}" + (f", {place}" if place else "")
