"""What waits for a person with needs, initiatives and directives."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse

from county import rules as county_rules
from foundation.text.dates import long_date
from foundation.text.numbers import counted
from foundation.waiting import WaitingItem, register
from initiatives import rules
from initiatives.access import for_rules
from initiatives.models import Initiative, Need
from initiatives.workflow import INITIATIVE

State = Initiative.State
MOST = 20
"""Initiatives named one by one; the rest are found in the list."""


@register
def waiting(user: Any) -> Iterable[WaitingItem]:
    """Everything that waits for `user` on this floor, in a constant number of queries."""
    if county_rules.assesses_needs(user):
        yield from _needs()
    if county_rules.receives(user):
        yield from _received()
    if county_rules.is_logged_in(user):
        yield from _own(user)


def _needs() -> Iterator[WaitingItem]:
    new = Need.objects.filter(state=Need.State.RECEIVED).aggregate(
        count=Count("pk"), since=Min("received_at")
    )
    if new["count"]:
        adjective = "nytt behov" if new["count"] == 1 else "nya behov"
        how_many = counted(new["count"], adjective, adjective)
        yield WaitingItem(f"[Bedöm] {how_many}", reverse("needs_work"), new["since"])


def _received() -> Iterator[WaitingItem]:
    submitted = Initiative.objects.filter(state=State.SUBMITTED).only("title", "received_at")
    for each in submitted.order_by("received_at")[:MOST]:
        yield WaitingItem(
            f"[Läs igenom] ”{each.title}” som har kommit in",
            reverse("initiative_work", args=[each.pk]),
            each.received_at,
        )


def _own(user: Any) -> Iterator[WaitingItem]:
    states = (State.PREPARING, State.NEEDS_COMPLETION, State.REMITTED, State.APPROVED)
    mine = for_rules(user).of_mine(user).filter(state__in=states).order_by("changed_at")
    for each in mine[:MOST]:
        sentence = _sentence(user, each)
        if sentence:
            due = f"Åter senast {long_date(each.due_on)}" if each.due_on else ""
            word, address = sentence
            url = reverse(address, args=[each.pk])
            yield WaitingItem(word, url, each.changed_at, due=due)


def _sentence(user: Any, initiative: Initiative) -> tuple[str, str] | None:
    """What this person is asked to do with it, if anything, and where."""
    title = f"”{initiative.title}”"
    if initiative.state == State.APPROVED:
        writes = rules.in_lead_body(user, initiative)
        return (f"[Skriv direktivet] för {title}", "directive_edit") if writes else None
    if not rules.can_edit_initiative(user, initiative):
        return None
    if initiative.state == State.PREPARING:
        if not rules.not_ready(initiative):
            may = INITIATIVE.allows(user, initiative, "submit")
            return (f"[Skicka in] {title}, som är färdigberett", "initiative_work") if may else None
        prepares = rules.in_preparing_body(user, initiative)
        return (f"[Bered] {title}", "initiative_work") if prepares else None
    if initiative.state == State.NEEDS_COMPLETION:
        return f"[Komplettera] {title}", "initiative_work"
    return f"[Skriv om] {title} efter återremissen", "initiative_work"
