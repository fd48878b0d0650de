"""Reads of meetings, agendas and decisions. `visible_to` agrees with `decisions.rules`."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q

from county.access import acting
from county.models import Membership
from county.rules import arranges, receives, records, registers

if TYPE_CHECKING:
    from decisions.models import AgendaItem, Decision, Meeting  # noqa: F401 - type parameters


def serves_meetings(user: Any) -> bool:
    """Arranges, records, receives or registers, and so sees every meeting."""
    return any(right(user) for right in (arranges, records, receives, registers))


def _seated(user: Any, meeting: str) -> Q:
    """Has a seat in the meeting's body today, or had one on the meeting's date."""
    then = Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=OuterRef(f"{meeting}held_on")),
        user=user,
        body=OuterRef(f"{meeting}body"),
        valid_from__lte=OuterRef(f"{meeting}held_on"),
    )
    return Q(**{f"{meeting}body__in": acting(user).body_ids}) | Q(Exists(then))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Reads of meetings."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those that the person may read: see `decisions.rules.sees_meeting`."""
        if not acting(user).seats:
            return self.none()
        if serves_meetings(user):
            return self
        return self.filter(_seated(user, ""))

    def for_list(self) -> "MeetingQuerySet":
        """With the body and how many matters, decisions and unregistered decisions."""
        return (
            self.select_related("body")
            .annotate(
                matters=Count("items", distinct=True),
                decided=Count("items__decision", distinct=True),
                unregistered=Count(
                    "items__decision", filter=Q(items__decision__document=None), distinct=True
                ),
            )
            .order_by("-held_on", F("starts_at").desc(nulls_last=True), "-pk")
        )

    def planned(self) -> "MeetingQuerySet":
        """Those whose agenda can still be changed, the next one first."""
        return self.filter(state="planned").order_by("held_on", "starts_at", "pk")


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    """Reads of agenda items."""

    def for_agenda(self) -> "AgendaQuerySet":
        """With what an agenda shows of each matter and nothing else, in paragraph order."""
        return (
            self.select_related(
                "initiative__case",
                "initiative__originating_body",
                "directive",
                "decision__document",
                "carried_from__meeting",
            )
            .only(
                "paragraph", "urgent_reason", "meeting", "carried_from__meeting__held_on",
                "initiative__title", "initiative__originating_body__name",
                "initiative__case__number", "directive__edition",
                "decision__outcome", "decision__document__number",
            )
            .order_by("paragraph")
        )  # fmt: skip

    def undecided(self) -> "AgendaQuerySet":
        """Those without a decision."""
        return self.filter(decision=None)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, user: Any) -> "DecisionQuerySet":
        """Those that the person may read: see `decisions.rules.sees_decision`."""
        if not acting(user).seats:
            return self.none()
        if serves_meetings(user):
            return self
        bodies = acting(user).body_ids
        return self.filter(
            _seated(user, "item__meeting__")
            | Q(item__initiative__author=user)
            | Q(item__initiative__originating_body__in=bodies)
            | Q(
                Exists(
                    self.model._default_manager.filter(
                        Q(assignments__body__in=bodies)
                        | Q(item__initiative__preparing_bodies__in=bodies),
                        pk=OuterRef("pk"),
                    )
                )
            )
        )

    def registered(self) -> "DecisionQuerySet":
        """Those that the diary holds: only these are public."""
        return self.filter(document__isnull=False)

    def unregistered(self) -> "DecisionQuerySet":
        """Those that wait to be diarised, in the order they were made."""
        return self.filter(document=None).order_by("decided_on", "item__meeting", "item__paragraph")

    def in_full(self) -> "DecisionQuerySet":
        """With all that a decision page or document shows."""
        from decisions.models import Assignment, Position

        return self.select_related(
            "item__meeting__body",
            "item__initiative__case",
            "item__directive",
            "document__case",
            "responsible",
            "recorded_by",
            "remitted_to",
            "target_meeting",
        ).prefetch_related(
            Prefetch("positions", Position.objects.select_related("principal")),
            Prefetch("assignments", Assignment.objects.select_related("body")),
        )

    def for_public(self) -> "DecisionQuerySet":
        """Registered decisions with number and body, newest first."""
        return (
            self.registered()
            .select_related("document", "item__meeting__body")
            .order_by(F("decided_on").desc(), "-document__pk")
        )
