"""Who records which outcome, in which state of the meeting, and what a seat lets one read."""

from datetime import time

import pytest
from django.urls import reverse

from decisions import services
from decisions.models import Decision, Meeting
from tests.decisions.roles import MEMBERS, ROLES, SERVING, enter
from tests.factories import fresh

OUTCOMES = ("approved", "rejected", "remitted", "tabled")


@pytest.mark.parametrize("state", ["planned", "open", "closed"])
def test_outcome_by_role_by_state(client, at, state):
    """Only members and the secretary, only while the meeting goes on, whatever the outcome."""
    meeting = at.plan()
    item = at.put(meeting, at.matter())
    if state != "planned":
        at.open(meeting)
    if state == "closed":
        Meeting.objects.filter(pk=meeting.pk).update(state="closed")
    address = reverse("matter_decide", args=[meeting.pk, 1])
    version = item.initiative.__class__.objects.get().version
    for role in ROLES:
        enter(client, at, role)
        for outcome in OUTCOMES:
            answer = client.post(address, {"outcome": outcome, "version": version})
            if role == "anonymous":
                expected = 302
            elif role in SERVING | MEMBERS:
                expected = 422 if state == "open" else 409
            else:
                expected = 403
            assert answer.status_code == expected, f"{role} {outcome} {state}"
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_through_the_form(client, at, outcome):
    from datetime import timedelta

    from foundation.text.dates import today

    world = at.world
    meeting = at.opened()
    later = at.plan(today() + timedelta(days=7))
    item = at.item(meeting)
    typed = {
        "outcome": outcome,
        "version": item.initiative.version,
        "wording": "att pröva arbetssättet\natt följa upp i maj",
        "lead": world.group_a.pk,
        "contributing": [world.group_b.pk],
        "responsible": world.people["member_a"].pk,
        "remitted_to": world.group_b.pk,
        "due_on": (today() + timedelta(days=20)).isoformat(),
        "target_meeting": later.pk,
        "motivation": "Skälen står här.",
        f"stance_{world.region.pk}": "supports",
        f"stance_{world.north.pk}": "abstains",
        f"note_{world.north.pk}": "Saknar resurser.",
    }
    enter(client, at, "chair")
    answer = client.post(reverse("matter_decide", args=[meeting.pk, 1]), typed)
    decision = Decision.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("decision", args=[decision.pk])
    assert decision.outcome == outcome
    assert decision.positions.get(principal=world.north).note == "Saknar resurser."
    assert decision.assignments.count() == (2 if outcome == "approved" else 0)
    assert (decision.due_on is not None) == (outcome == "remitted")
    assert (decision.target_meeting == later) == (outcome == "tabled")


def test_the_receiver_sees_but_neither_decides_nor_registers(client, at):
    """J3 and R25: no button, and a direct request is refused."""
    meeting = at.opened()
    enter(client, at, "receiver")
    page = client.get(reverse("matter", args=[meeting.pk, 1])).content.decode()
    assert "Anteckna beslut" not in page
    at.decide(at.item(meeting))
    decision = Decision.objects.get()
    page = client.get(reverse("decision", args=[decision.pk])).content.decode()
    assert 'class="button">Diarieför' not in page
    assert client.post(reverse("decision_diarise", args=[decision.pk])).status_code == 403


def test_lists_and_predicates_agree(at):
    """`visible_to` and the rules say the same of every person, meeting and decision."""
    from county.models import User
    from decisions.rules import sees_decision, sees_meeting

    meeting = at.opened()
    at.decide(at.item(meeting))
    at.plan(starts_at=time(9))
    for user in User.objects.all():
        listed = set(Meeting.objects.visible_to(user))
        assert listed == {each for each in Meeting.objects.all() if sees_meeting(user, each)}
        shown = set(Decision.objects.visible_to(user))
        assert shown == {each for each in Decision.objects.all() if sees_decision(user, each)}


def test_a_member_who_has_left_reads_what_was_theirs_and_nothing_new(client, at):
    from datetime import timedelta

    from county.models import Membership
    from foundation.text.dates import today

    meeting = at.opened()
    seat = Membership.objects.get(user=at.world.decider)
    seat.valid_to = today()
    seat.save()
    later = at.plan(today() + timedelta(days=1))
    leaver = fresh(at.world.people["decider"])
    assert list(Meeting.objects.visible_to(leaver).order_by("pk")) == [meeting, later]
    seat.valid_from, seat.valid_to = today() - timedelta(days=9), today() - timedelta(days=1)
    seat.save()
    assert not Meeting.objects.visible_to(fresh(leaver)).exists()
    assert services.members_on_the_day(meeting)
