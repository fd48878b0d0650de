"""J7: the directive goes back, comes again, and only the version that was shown is approved."""

import pytest

from decisions import services
from decisions.models import Decision
from foundation.errors import Refused, WrongState
from initiatives import services as initiatives
from initiatives.errors import NewerDirective
from initiatives.models import Directive, Initiative
from tests.factories import complete_directive


def hand_in_again(at):
    initiative = Initiative.objects.get()
    draft = initiatives.save_directive(
        initiative_id=initiative.pk, version=None,
        content=complete_directive(at.world) | {"test": "Testet slutar i juni."},
        measures=[at.world.measure], actor=at.world.member_a,
    )  # fmt: skip
    return initiatives.hand_in_directive(
        initiative_id=initiative.pk, version=draft.version, actor=at.world.member_a
    )


def test_a_directive_is_approved_and_the_test_begins(at):
    item = at.directive_item()
    decision = at.decide(item, "directive_approved")
    assert Initiative.objects.get().state == "trial"
    assert Directive.objects.get().state == "approved"
    assert decision.wording == [
        "att godkänna direktivet för ”Reservplan när en anhörig blir sjuk”, version 1."
    ]
    assert decision.facts["lead"] == "Beredningsgrupp Äldre"
    assert decision.facts["directive"]["measures"] == ["Personalkontinuitet, hemtjänst"]
    assert ["Bakgrund", "Bakgrund"] in decision.facts["directive"]["parts"]
    assert not decision.assignments.exists(), "the assignment was given by the first decision"


def test_sending_back_needs_a_reason(at):
    item = at.directive_item()
    with pytest.raises(Refused) as refusal:
        at.decide(item, "directive_returned", motivation="")
    assert refusal.value.problems[0].field == "motivation"
    assert Directive.objects.get().state == "submitted"


def test_the_old_version_cannot_be_approved_when_a_new_one_exists(at):
    item = at.directive_item()
    at.decide(item, "directive_returned", actor=at.world.chair)
    assert Initiative.objects.get().state == "approved"
    hand_in_again(at)
    with pytest.raises(NewerDirective, match="Direktivet har ändrats – version 2 finns") as refusal:
        at.decide(item, "directive_approved")
    assert refusal.value.status == 409
    assert Initiative.objects.get().state == "directive_review"
    assert Decision.objects.count() == 1

    again = at.put(item.meeting, Initiative.objects.get(), urgent_reason="Testet ska börja.")
    assert again.directive.edition == 2
    at.decide(again, "directive_approved")
    assert Initiative.objects.get().state == "trial"
    assert list(Directive.objects.values_list("edition", "state")) == [
        (1, "returned"), (2, "approved"),
    ]  # fmt: skip


def test_the_same_version_is_not_tried_twice(at):
    item = at.directive_item()
    at.decide(item, "directive_returned")
    with pytest.raises(WrongState, match="har redan ett beslut"):
        at.decide(item, "directive_approved")


def test_an_agenda_that_names_an_old_version_is_renewed(at):
    """Tabled in version 1, returned for writing by hand, and handed in anew before the meeting."""
    meeting = at.plan()
    item = at.put(meeting, at.matter(state="directive_review"))
    services.prepare_stance(
        item=item, principal=at.world.north, stance="dissents", actor=at.world.member_north
    )
    first = Directive.objects.get()
    second = Directive.objects.create(
        initiative=first.initiative, edition=2, content=first.content, state="submitted",
        written_by=at.world.member_a,
    )  # fmt: skip
    at.open(meeting)
    with pytest.raises(NewerDirective):
        at.decide(item, "directive_approved")
    renewed = services.renew_directive(item_id=item.pk, version=None, actor=at.world.registrar)
    assert renewed.directive == second
    assert not renewed.prepared.exists(), "a stand belongs to the version that was read"
    assert at.decide(renewed, "directive_approved").facts["directive"]["edition"] == 2


def test_a_directive_gets_only_outcomes_of_a_directive(at):
    item = at.directive_item()
    for outcome in ("approved", "rejected", "remitted"):
        with pytest.raises(Refused, match="kan inte antecknas"):
            at.decide(item, outcome)
    assert not Decision.objects.exists()


def test_a_directive_that_is_no_longer_handed_in_is_not_taken_up(at):
    initiative = at.matter(state="directive_review")
    Directive.objects.update(state="returned")
    with pytest.raises(Refused, match="inget direktiv som väntar"):
        at.put(at.plan(), initiative)
