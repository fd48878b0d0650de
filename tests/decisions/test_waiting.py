"""What waits for whom, as sentences with their verb as the link."""

from datetime import timedelta

from decisions.waiting import waiting
from foundation.text.dates import today
from tests.decisions.support import TITLES
from tests.factories import fresh


def sentences(at, role):
    return [item.sentence for item in waiting(fresh(at.world.people[role]))]


def test_members_are_asked_to_read_and_take_a_stand(at):
    from decisions import services

    meeting = at.plan(today() + timedelta(days=5))
    item = at.put(meeting, at.matter())
    assert sentences(at, "member_north") == [f"[Läs och ta ställning] till § 1, ”{TITLES[0]}”"]
    assert sentences(at, "decider") == [], "South takes no part in the matter"
    assert sentences(at, "author") == []
    first = next(iter(waiting(fresh(at.world.people["member_north"]))))
    assert first.url == f"/arbete/moten/{meeting.pk}/1/"
    assert first.due.startswith("Möte den")
    services.prepare_stance(
        item=item, principal=at.world.north, stance="supports", actor=at.world.member_north
    )
    assert sentences(at, "member_north") == []


def test_a_meeting_that_goes_on_waits_for_its_decisions(at):
    at.opened(at.matter(), at.matter(TITLES[1]))
    expected = "[Anteckna beslut] i två ärenden från mötet den"
    assert sentences(at, "registrar")[0].startswith(expected)
    assert sentences(at, "chair")[0].startswith(expected)
    assert sentences(at, "receiver") == []


def test_registrars_are_asked_to_diarise_a_meetings_decisions(at):
    meeting = at.opened(at.matter(), at.matter(TITLES[1]))
    at.decide(at.item(meeting, 1))
    at.decide(at.item(meeting, 2), "rejected")
    found = list(waiting(fresh(at.world.people["registrar"])))
    assert found[0].sentence.startswith("[Diarieför] två beslut från mötet den")
    assert found[0].url == f"/arbete/moten/{meeting.pk}/diariefor/"
    assert found[0].since is not None
    assert sentences(at, "receiver") == []


def test_a_directive_that_was_handed_in_waits_for_a_meeting(at):
    initiative = at.matter(state="directive_review")
    at.diarise_all()
    asked = f"[Ta upp] direktivet för ”{TITLES[0]}” på ett möte"
    assert sentences(at, "registrar") == [asked]
    first = next(iter(waiting(fresh(at.world.people["registrar"]))))
    assert first.url == "/arbete/moten/nytt/"
    meeting = at.plan(today() + timedelta(days=5))
    first = next(iter(waiting(fresh(at.world.people["registrar"]))))
    assert first.url == f"/arbete/moten/{meeting.pk}/"
    at.put(meeting, initiative)
    assert sentences(at, "registrar") == []


def test_nobody_waits_for_nobody(at, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    at.opened()
    assert list(waiting(AnonymousUser())) == []
