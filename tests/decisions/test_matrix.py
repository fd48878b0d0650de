"""Who may what, by direct request: role × address × state. Reviewed as a table."""

from datetime import time

import pytest
from django.urls import reverse

from decisions import services
from decisions.models import AgendaItem, Decision, Meeting
from tests.factories import fresh

SERVING, MEMBERS = {"registrar"}, {"chair", "member_north", "decider"}
ROLES = (
    "anonymous", "author", "colleague", "convener_a", "member_a", "convener_b", "receiver",
    "registrar", "decider", "assessor", "operator", "outsider", "chair", "member_north",
)  # fmt: skip
READS = SERVING | MEMBERS | {"receiver"}
GET: dict[str, set[str]] = {
    "meetings": READS | {"convener_a", "member_a", "convener_b"},
    "meeting_new": SERVING,
    "meeting": READS,
    "meeting_change": SERVING,
    "meeting_open": SERVING,
    "meeting_close": SERVING,
    "matter": READS,
    "matter_decide": SERVING | MEMBERS,
    "matter_strike": SERVING,
    "meeting_diarise": SERVING,
    "decision": READS | {"author", "convener_a", "member_a", "convener_b"},
    "decision_pdf_state": READS | {"author", "convener_a", "member_a", "convener_b"},
}
"""Address and who gets the page; everybody else gets 403, the anonymous are sent to log in."""

POST: dict[str, set[str]] = {
    "meeting_new": SERVING,
    "meeting_change": SERVING,
    "meeting_open": SERVING,
    "meeting_close": SERVING,
    "meeting_attend": SERVING,
    "meeting_take_up": SERVING,
    "meeting_diarise": SERVING,
    "matter": {"chair", "member_north"},
    "matter_decide": SERVING | MEMBERS,
    "matter_move": SERVING,
    "matter_strike": SERVING,
    "matter_renew": SERVING,
    "decision_diarise": SERVING,
}
"""Address and whose request is taken up at all; it may then be refused for other reasons."""

WHOLE = {"version": "1", "membership": "1", "initiative": "1", "direction": "up"}


@pytest.fixture
def places(at):
    """A planned meeting with a matter, an open one, and a decision at a third."""
    planned = at.plan()
    at.put(planned, at.matter("En väg in för unga som mår dåligt"))
    decision = at.decided()
    arguments = {name: [planned.pk] for name in (*GET, *POST) if name.startswith("meeting_")}
    arguments |= {name: [planned.pk, 1] for name in (*GET, *POST) if name.startswith("matter")}
    arguments |= {name: [decision.pk] for name in (*GET, *POST) if name.startswith("decision")}
    return arguments | {"meetings": [], "meeting_new": [], "meeting": [planned.pk]}


def enter(client, at, role):
    client.logout()
    if role != "anonymous":
        client.force_login(fresh(at.world.people[role]))


@pytest.mark.parametrize("role", ROLES)
def test_every_page_for_every_role(client, at, places, role):
    enter(client, at, role)
    for name, allowed in GET.items():
        status = client.get(reverse(name, args=places[name])).status_code
        expected = {200} if role in allowed else {302} if role == "anonymous" else {403}
        assert status in expected, f"{role} GET {name}: {status}"


@pytest.mark.parametrize("role", ROLES)
def test_every_act_for_every_role(client, at, places, role):
    enter(client, at, role)
    for name, allowed in POST.items():
        before = _counts()
        status = client.post(reverse(name, args=places[name]), WHOLE).status_code
        if role == "anonymous":
            assert status == 302, f"{name}: {status}"
            assert _counts() == before
        elif role in allowed:
            assert status in {302, 409, 422}, f"{role} POST {name}: {status}"
        else:
            assert status == 403, f"{role} POST {name}: {status}"
            assert _counts() == before, f"{role} changed something by {name}"


def _counts():
    return (
        Meeting.objects.values_list("pk", "version", "state").count(),
        list(Meeting.objects.order_by("pk").values_list("version", "state")),
        AgendaItem.objects.count(),
        Decision.objects.filter(document=None).count(),
    )


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


def test_no_address_takes_what_it_should_not(client, at, places):
    """GET never writes, and the POST-only addresses say so."""
    enter(client, at, "registrar")
    for name in ("meeting_attend", "meeting_take_up", "matter_move", "matter_renew"):
        assert client.get(reverse(name, args=places[name])).status_code == 405
    assert client.get(reverse("decision_diarise", args=places["decision"])).status_code == 405
    assert client.get(reverse("meeting", args=[10**6])).status_code == 404
    assert client.get(reverse("matter", args=[places["meeting"][0], 99])).status_code == 404
    assert client.get(reverse("decision", args=[10**6])).status_code == 404


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
