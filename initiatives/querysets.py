"""Reads of needs and initiatives. `visible_to` agrees with the predicates in `rules.py`."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, When

from county import rules as county_rules
from county.access import acting
from initiatives.states import BEFORE_THE_BODY

if TYPE_CHECKING:
    from initiatives.models import Initiative, Need  # noqa: F401 - the types' parameters


class NeedQuerySet(models.QuerySet["Need"]):
    """Reads of needs."""

    def visible_to(self, user: Any) -> "NeedQuerySet":
        """The needs that `user` may read in full: all, for those who assess or propose."""
        if county_rules.assesses_needs(user) or county_rules.proposes(user):
            return self
        return self.none()

    def open(self) -> "NeedQuerySet":
        """Those that a new initiative may rest on: being assessed, or found to be a basis."""
        return self.filter(state__in=("received", "assessing", "basis"))

    def waiting_first(self) -> "NeedQuerySet":
        """Those that have just come in, then those being assessed, then the rest, newest first."""
        turn = Case(
            When(state="received", then=0), When(state="assessing", then=1), default=2,
            output_field=IntegerField(),
        )  # fmt: skip
        return self.order_by(turn, "-received_at", "-pk")

    def matching(self, words: str, state: str) -> "NeedQuerySet":
        """Those whose title or text holds the words, in one state or any."""
        found = self.filter(state=state) if state else self
        return (
            found.filter(Q(title__icontains=words) | Q(text__icontains=words)) if words else found
        )


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """Reads of initiatives."""

    def published(self) -> "InitiativeQuerySet":
        """Those that everybody may read: approved, and the approval diarised."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: Any) -> "InitiativeQuerySet":
        """Those that `user` may read in the work pages (see `rules.can_read_initiative`)."""
        from initiatives.rules import home_organisations, serves_the_process

        if not acting(user).seats:
            return self.none()
        bodies = acting(user).body_ids
        through = self.model.preparing_bodies.through
        prepared_by_mine = Exists(
            through.objects.filter(initiative=OuterRef("pk"), body_id__in=bodies)
        )
        readable = (
            Q(published_at__isnull=False)
            | Q(author_id=user.pk)
            | Q(originating_body_id__in=bodies)
            | Q(organisation_id__in=home_organisations(user))
            | (Q(preparing_since__isnull=False) & ~Q(state="draft") & prepared_by_mine)
        )
        if serves_the_process(user):
            return self.filter(readable | Q(received_at__isnull=False))
        received: Any = Q(lead_body_id__in=bodies) | Q(remitted_to_id__in=bodies)
        contributing = self.model.contributing_bodies.through
        received |= Exists(
            contributing.objects.filter(initiative=OuterRef("pk"), body_id__in=bodies)
        )
        if county_rules.decides_initiatives(user):
            received |= Q(state__in=BEFORE_THE_BODY)
        return self.filter(readable | (Q(received_at__isnull=False) & received))

    def of_mine(self, user: Any) -> "InitiativeQuerySet":
        """Those that `user` writes on, prepares or leads: their own and their bodies'.

        Narrows what `visible_to` has given, and is no right in itself.
        """
        bodies = acting(user).body_ids
        through = self.model.preparing_bodies.through
        return self.filter(
            Q(author_id=user.pk)
            | Q(originating_body_id__in=bodies)
            | Q(lead_body_id__in=bodies)
            | Q(remitted_to_id__in=bodies)
            | Exists(through.objects.filter(initiative=OuterRef("pk"), body_id__in=bodies))
        )

    def matching(self, words: str, state: str) -> "InitiativeQuerySet":
        """Those whose title holds the words, in one state or any."""
        found = self.filter(state=state) if state else self
        return found.filter(title__icontains=words) if words else found
