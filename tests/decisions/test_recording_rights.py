"""Recording a decision: who may, when, and with which versions."""

from datetime import time, timedelta

import pytest

from county.models import DecisionMandate
from decisions import services
from decisions.errors import AlreadyDecided
from decisions.models import AgendaItem, Assignment, Decision, Position, PreparedStance, Stance
from decisions.services import Stand
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.text.dates import today
from initiatives.models import Initiative
from tests.factories import add_membership, make_body, make_user

PERSONNUMMER = "811228-9874"


def problems(refusal):
    return {problem.field: problem.message for problem in refusal.value.problems}


def nothing_written():
    return not (
        Decision.objects.exists() or Position.objects.exists() or Assignment.objects.exists()
    )


def test_a_body_that_needs_all_huvudman_gets_them_all(at):
    body = at.world.steering
    body.requires_all_principals = True
    body.save()
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting))
    assert "Norrby har inte gjort det" in problems(refusal)[f"stance_{at.world.north.pk}"]
    everyone = dict.fromkeys((at.world.region, at.world.north), Stand(Stance.SUPPORTS))
    assert at.decide(at.item(meeting), positions=everyone).outcome == "approved"


def test_without_a_quorum_a_matter_can_only_be_tabled(at):
    body = at.world.steering
    body.quorum = 4
    body.save()
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), "rejected")
    assert "är inte beslutsför: 3 av minst fyra ledamöter" in problems(refusal)[""]
    later = at.plan(today() + timedelta(days=14))
    assert at.decide(at.item(meeting), "tabled", target_meeting=later).outcome == "tabled"


def test_a_decision_is_recorded_while_the_meeting_goes_on(at):
    meeting = at.plan()
    item = at.put(meeting, at.matter())
    with pytest.raises(WrongState, match="inte öppnat"):
        at.decide(item)
    at.open(meeting)
    at.decide(item, "rejected")
    services.close_meeting(meeting_id=meeting.pk, version=None, actor=at.world.registrar)
    with pytest.raises(AlreadyDecided):
        at.decide(item)


def test_after_the_meeting_nothing_is_recorded(at):
    """The last guard: an open item cannot survive closing, so this is set up by hand."""
    meeting = at.opened()
    type(meeting).objects.filter(pk=meeting.pk).update(state="closed")
    with pytest.raises(WrongState, match="i efterhand"):
        at.decide(at.item(meeting))


def test_the_second_decision_on_a_matter_is_told_of_the_first(at):
    meeting = at.opened()
    first = at.decide(at.item(meeting), actor=at.world.chair)
    with pytest.raises(AlreadyDecided, match="Bifall, antecknat av Person chair") as refusal:
        at.decide(at.item(meeting), "rejected")
    assert refusal.value.decision == first
    assert Decision.objects.count() == 1


def test_an_old_version_of_the_initiative_is_told(at):
    meeting = at.opened()
    with pytest.raises(StaleVersion):
        at.decide(at.item(meeting), version=1)
    assert nothing_written()


@pytest.mark.parametrize("role", ["registrar", "chair", "decider", "member_north"])
def test_members_and_the_secretary_record(at, role):
    meeting = at.opened()
    assert at.decide(at.item(meeting), actor=getattr(at.world, role)).recorded_by == getattr(
        at.world, role
    )


@pytest.mark.parametrize(
    "role", ["receiver", "author", "convener_a", "assessor", "operator", "outsider"]
)
def test_others_do_not_record(at, role):
    meeting = at.opened()
    with pytest.raises(NotAllowed):
        at.decide(at.item(meeting), actor=getattr(at.world, role))
    assert nothing_written()


def test_a_seat_in_another_deciding_body_is_not_enough(at):
    other = make_body("annan", "Annan styrgrupp", mandates={"decides": ["initiative"]})
    stranger = make_user("stranger", body=other)
    meeting = at.opened()
    with pytest.raises(NotAllowed):
        at.decide(at.item(meeting), actor=stranger)


def test_the_mandate_is_data(at):
    """A body that loses its mandate decides nothing, though its members keep their seats."""
    meeting = at.opened()
    DecisionMandate.objects.filter(body=at.world.steering).delete()
    with pytest.raises(NotAllowed):
        at.decide(at.item(meeting), actor=at.world.decider)


def test_a_member_says_beforehand_how_its_huvudman_stands(at):
    meeting = at.plan(today() + timedelta(days=5))
    item = at.put(meeting, at.matter())
    world = at.world
    said = services.prepare_stance(
        item=item, principal=world.north, stance="abstains", note=" Vi vill veta mer. ",
        actor=world.member_north,
    )  # fmt: skip
    assert (str(said), said.note) == ("Norrby: avstår", "Vi vill veta mer.")
    services.prepare_stance(
        item=item, principal=world.north, stance="supports", actor=world.member_north
    )
    assert PreparedStance.objects.get().stance == "supports"


def test_nobody_speaks_for_another_huvudman(at):
    item = at.put(at.plan(), at.matter())
    for person in (at.world.chair, at.world.decider, at.world.registrar, at.world.author):
        with pytest.raises(NotAllowed, match="Du företräder inte Norrby"):
            services.prepare_stance(
                item=item, principal=at.world.north, stance="supports", actor=person
            )


def test_a_stand_is_one_of_three_without_personal_numbers_before_the_decision(at):
    meeting = at.opened()
    item, world = at.item(meeting), at.world
    said = {"item": item, "principal": world.north, "actor": world.member_north}
    with pytest.raises(Refused, match="Välj hur"):
        services.prepare_stance(**said, stance="nja")
    with pytest.raises(Refused, match="personnummer"):
        services.prepare_stance(**said, stance="abstains", note=PERSONNUMMER)
    at.decide(item)
    with pytest.raises(WrongState, match="avgjort"):
        services.prepare_stance(**said, stance="abstains")
    assert not PreparedStance.objects.exists()


def test_a_person_with_two_seats_speaks_for_both(at):
    world = at.world
    add_membership(world.people["chair"], body=world.steering, organisation=world.north)
    item = at.put(at.plan(), at.matter())
    assert {str(each) for each in services.represented(world.chair, item)} == {
        "Provregionen", "Norrby",
    }  # fmt: skip


def test_a_tabled_directive_changes_meeting_and_nothing_else(at):
    item = at.directive_item()
    later = at.plan(today() + timedelta(days=14), starts_at=time(8))
    decision = at.decide(item, "tabled", target_meeting=later)
    assert Initiative.objects.get().state == "directive_review"
    carried = AgendaItem.objects.get(meeting=later)
    assert (carried.directive, carried.carried_from) == (item.directive, item)
    assert decision.facts["directive"]["edition"] == 1
