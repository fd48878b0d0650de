"""Who may what, by direct request: role × address × state. Reviewed as a table."""

import pytest
from django.urls import reverse

from decisions.models import AgendaItem, Decision, Meeting
from tests.decisions.roles import MEMBERS, ROLES, SERVING, enter
from tests.support.made_once import made_once

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


@pytest.fixture(scope="module")
def places(built, django_db_blocker):
    """A planned meeting with a matter, and a decision at another: made once, for all here."""
    with made_once(django_db_blocker):
        planned = built.plan()
        built.put(planned, built.matter("En väg in för unga som mår dåligt"))
        decision = built.decided()
        arguments = {name: [planned.pk] for name in (*GET, *POST) if name.startswith("meeting_")}
        arguments |= {name: [planned.pk, 1] for name in (*GET, *POST) if name.startswith("matter")}
        arguments |= {name: [decision.pk] for name in (*GET, *POST) if name.startswith("decision")}
        yield arguments | {"meetings": [], "meeting_new": [], "meeting": [planned.pk]}


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


def test_no_address_takes_what_it_should_not(client, at, places):
    """GET never writes, and the POST-only addresses say so."""
    enter(client, at, "registrar")
    for name in ("meeting_attend", "meeting_take_up", "matter_move", "matter_renew"):
        assert client.get(reverse(name, args=places[name])).status_code == 405
    assert client.get(reverse("decision_diarise", args=places["decision"])).status_code == 405
    assert client.get(reverse("meeting", args=[10**6])).status_code == 404
    assert client.get(reverse("matter", args=[places["meeting"][0], 99])).status_code == 404
    assert client.get(reverse("decision", args=[10**6])).status_code == 404
