"""A decision gets its number once, and what follows from it follows in the same transaction."""

import pytest
from django.db import connection

from decisions import services
from decisions.errors import AlreadyRegistered
from decisions.models import Decision
from decisions.services import diarising
from diary.errors import NoSeries
from diary.models import DiaryDocument, DiarySeries
from foundation.errors import NotAllowed, WrongState
from foundation.models import OutboxEvent, PageTouch
from initiatives.models import Initiative
from tests.decisions.support import TITLES


def test_a_decision_gets_the_next_number_of_its_case(at):
    """J4: document -2 after the proposal, with the public fields of the decision."""
    decision = at.decided()
    document = at.diarise(decision)
    initiative = Initiative.objects.get()
    assert document.number == f"{initiative.case.number}-2"
    assert (document.category, document.direction) == ("Beslut", "drawn_up")
    assert document.public_title == "Beslut om bifall: Reservplan när en anhörig blir sjuk"
    assert document.public_party == document.party == "Styrgruppen i Provlandet"
    assert document.dated == decision.decided_on
    assert document.registered_by == at.world.registrar
    assert Decision.objects.get(pk=decision.pk).document == document
    assert initiative.published_at is not None
    assert OutboxEvent.objects.filter(kind="decision.pdf", key=str(decision.pk)).count() == 1
    touched = {tag for touch in PageTouch.objects.all() for tag in touch.tags}
    assert {"decisions", "diary", "roadmap", f"initiative:{initiative.pk}"} <= touched


@pytest.mark.parametrize("outcome", ["rejected", "remitted", "tabled"])
def test_other_outcomes_are_registered_and_publish_nothing_of_the_proposal(at, outcome):
    """J5: a document each; the proposal stays unpublished."""
    document = at.diarise(at.decided(outcome))
    assert document.number.endswith("-2")
    assert document.public_title.startswith("Beslut om ")
    assert Initiative.objects.get().published_at is None


def test_both_decisions_on_a_directive_are_registered(at):
    item = at.directive_item()
    returned = at.diarise(at.decide(item, "directive_returned"))
    assert returned.title.startswith("Beslut om återremiss av direktiv: ")


def test_the_second_time_is_told_the_number(at):
    decision = at.decided()
    number = at.diarise(decision).number
    with pytest.raises(AlreadyRegistered, match=f"redan diariefört som {number}") as refusal:
        at.diarise(decision)
    assert refusal.value.status == 409
    assert DiaryDocument.objects.filter(number__endswith="-3").count() == 0
    assert OutboxEvent.objects.filter(kind="decision.pdf").count() == 1


@pytest.mark.parametrize(
    "role", ["chair", "decider", "receiver", "author", "operator", "convener_a"]
)
def test_only_registrars_diarise(at, role):
    decision = at.decided()
    with pytest.raises(NotAllowed):
        services.diarise(decision=decision, actor=getattr(at.world, role))
    with pytest.raises(NotAllowed):
        services.diarise_meeting(meeting=decision.item.meeting, actor=getattr(at.world, role))
    assert Decision.objects.get().document is None


def test_a_county_without_a_series_is_told_so(at):
    """J12: nothing is written, and the sentence says what to do."""
    at.world.series.delete()
    decision = at.decided()
    with pytest.raises(NoSeries, match="Länet saknar diarieserie – lägg upp en serie först"):
        at.diarise(decision)
    assert Decision.objects.get().document is None
    assert Initiative.objects.get().published_at is None
    assert not OutboxEvent.objects.filter(kind="decision.pdf").exists()


def test_a_case_is_opened_when_a_series_came_later(at):
    at.world.series.delete()
    decision = at.decided()
    DiarySeries.objects.create(key="pl", prefix="PL")
    document = at.diarise(decision)
    assert document.number.endswith("-0001-1")
    assert Initiative.objects.get().case == document.case


def test_a_whole_meeting_is_diarised_in_the_order_of_its_paragraphs(at):
    meeting = at.opened(*(at.matter(title) for title in TITLES[:3]))
    for paragraph, outcome in ((2, "rejected"), (1, "approved"), (3, "remitted")):
        at.decide(at.item(meeting, paragraph), outcome)
    at.diarise(Decision.objects.get(item__paragraph=2))
    documents = services.diarise_meeting(meeting=meeting, actor=at.world.registrar)
    assert [document.title.split(": ")[1] for document in documents] == [TITLES[0], TITLES[2]]
    with pytest.raises(WrongState, match="redan diarieförda"):
        services.diarise_meeting(meeting=meeting, actor=at.world.registrar)


def test_a_whole_meeting_is_diarised_or_none_of_it(at, monkeypatch):
    """A failure in the middle takes the first number back as well."""
    meeting = at.opened(at.matter(), at.matter(TITLES[1]))
    at.decide(at.item(meeting, 1))
    at.decide(at.item(meeting, 2))
    real, calls = diarising.register_document, []

    def fails_the_second_time(**facts):
        calls.append(facts)
        if len(calls) == 2:
            raise WrongState("Driftstopp.")
        return real(**facts)

    monkeypatch.setattr(diarising, "register_document", fails_the_second_time)
    with pytest.raises(WrongState, match="Driftstopp"):
        services.diarise_meeting(meeting=meeting, actor=at.world.registrar)
    assert not Decision.objects.exclude(document=None).exists()
    assert not DiaryDocument.objects.filter(category="Beslut").exists()
    assert not OutboxEvent.objects.filter(kind="decision.pdf").exists()


def test_the_register_verifies_after_decisions(at):
    from io import StringIO

    from django.core.management import call_command

    at.diarise(at.decided())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    said = StringIO()
    call_command("verify_diary", stdout=said)
    assert said.getvalue().strip()
