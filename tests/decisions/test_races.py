"""J6 with real connections: two registrars, a double click, two who record the same matter."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from decisions.models import Decision, Meeting
from diary.models import DiaryDocument
from foundation.models import OutboxEvent
from initiatives.models import Initiative
from tests.decisions.support import TITLES, Meetings
from tests.factories import fresh, make_user
from tests.support.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def at(transactional_db):
    """Committed rows, so that every connection sees them."""
    return Meetings.in_small_county()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts in threads with connections of their own, let go at the same moment."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def browser(user):
    client = Client()
    client.force_login(fresh(user))
    return client


def numbers():
    return list(
        DiaryDocument.objects.filter(category="Beslut")
        .order_by("number")
        .values_list("number", flat=True)
    )


def second_registrar(at):
    return make_user("registrar-2", "arrange", "record", "register", body=at.world.receivers)


def test_two_registrars_on_two_decisions_of_one_case_get_consecutive_numbers(at):
    item = at.directive_item()
    at.decide(item, "directive_returned")
    meeting = at.opened(at.matter(TITLES[1]), starts_at="23:59")
    at.decide(at.item(meeting), "rejected")
    # Both decisions stand in the same case, so that they compete for its counter.
    case = Initiative.objects.get(title=TITLES[0]).case
    Initiative.objects.filter(title=TITLES[1]).update(case=case)
    first, second = Decision.objects.order_by("pk")
    before = case.documents.count()
    one, other = browser(at.world.people["registrar"]), browser(second_registrar(at))
    answers = at_once(
        lambda: one.post(reverse("decision_diarise", args=[first.pk])),
        lambda: other.post(reverse("decision_diarise", args=[second.pk])),
    )
    assert [answer.status_code for answer in answers] == [302, 302]
    assert numbers() == [f"{case.number}-{before + 1}", f"{case.number}-{before + 2}"]
    assert OutboxEvent.objects.filter(kind="decision.pdf").count() == 2


def test_a_double_click_gets_one_number_and_the_second_is_told(at):
    decision = at.decided()
    one, other = browser(at.world.people["registrar"]), browser(second_registrar(at))
    address = reverse("decision_diarise", args=[decision.pk])
    answers = at_once(*(lambda client=client: client.post(address) for client in (one, other, one)))
    assert sorted(answer.status_code for answer in answers) == [302, 409, 409]
    (number,) = numbers()
    for answer in answers:
        if answer.status_code == 409:
            assert f"redan diariefört som {number}" in answer.content.decode()
    assert OutboxEvent.objects.filter(kind="decision.pdf").count() == 1


def test_a_meeting_and_one_of_its_decisions_at_once(at):
    meeting = at.opened(*(at.matter(title) for title in TITLES[:3]))
    for paragraph in (1, 2, 3):
        at.decide(at.item(meeting, paragraph), "rejected")
    one, other = browser(at.world.people["registrar"]), browser(second_registrar(at))
    last = Decision.objects.get(item__paragraph=3)
    answers = at_once(
        lambda: one.post(reverse("meeting_diarise", args=[meeting.pk])),
        lambda: other.post(reverse("decision_diarise", args=[last.pk])),
    )
    assert {answer.status_code for answer in answers} <= {302, 409}
    if Decision.objects.filter(document=None).exists():
        assert one.post(reverse("meeting_diarise", args=[meeting.pk])).status_code == 302
    assert len(numbers()) == len(set(numbers())) == 3


def test_two_who_record_the_same_matter(at):
    meeting = at.opened()
    version = Initiative.objects.get().version
    typed = {"outcome": "rejected", "version": version, "motivation": "Pågår redan."}
    address = reverse("matter_decide", args=[meeting.pk, 1])
    chair, member = browser(at.world.people["chair"]), browser(at.world.people["member_north"])
    answers = at_once(lambda: chair.post(address, typed), lambda: member.post(address, typed))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert Decision.objects.count() == 1


def test_two_who_take_up_at_the_same_meeting(at):
    """One is told that the agenda has changed; paragraphs stay 1, 2 without a gap."""
    meeting = at.plan()
    matters = [at.matter(title) for title in TITLES[:2]]
    address = reverse("meeting_take_up", args=[meeting.pk])
    one, other = browser(at.world.people["registrar"]), browser(second_registrar(at))
    answers = at_once(
        lambda: one.post(address, {"initiative": matters[0].pk, "version": meeting.version}),
        lambda: other.post(address, {"initiative": matters[1].pk, "version": meeting.version}),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    refused = matters[[answer.status_code for answer in answers].index(409)]
    version = Meeting.objects.get().version
    again = one.post(address, {"initiative": refused.pk, "version": version})
    assert again.status_code == 302
    assert list(meeting.items.values_list("paragraph", flat=True)) == [1, 2]
