"""Every outcome: what it asks for, what it writes, what it copies, who may."""

import json
from datetime import timedelta

import pytest

from decisions.models import Assignment, Decision, Position, Stance
from decisions.services import Stand
from foundation.errors import Refused
from foundation.models import OutboxEvent, StatusChange
from foundation.text.dates import today
from initiatives.models import Initiative, TemplateField
from tests.factories import make_body, make_need

PERSONNUMMER = "811228-9874"


def problems(refusal):
    return {problem.field: problem.message for problem in refusal.value.problems}


def nothing_written():
    return not (
        Decision.objects.exists() or Position.objects.exists() or Assignment.objects.exists()
    )


def test_bifall_assigns_moves_on_and_copies(at):
    """J4 and R26: groups, responsible, positions; the matter becomes a joint initiative."""
    world = at.world
    meeting = at.opened()
    decision = at.decide(at.item(meeting))
    initiative = Initiative.objects.get()
    assert initiative.state == "approved"
    assert initiative.lead_body == world.group_a
    assert list(initiative.contributing_bodies.all()) == [world.group_b]
    assert initiative.responsible == world.member_a
    assert initiative.published_at is None, "nothing is public before the diary has it"
    assert decision.document is None
    assert decision.decided_on == meeting.held_on
    assert str(decision) == "Bifall: Reservplan när en anhörig blir sjuk"
    assert [str(each) for each in decision.assignments.all()] == [
        "Beredningsgrupp Äldre (leder)", "Beredningsgrupp Unga",
    ]  # fmt: skip
    assert {str(each) for each in decision.positions.all()} == {
        "Provregionen: tillstyrker", "Norrby: avvikande mening",
    }  # fmt: skip
    assert not OutboxEvent.objects.filter(kind="decision.pdf").exists()
    facts = decision.facts
    assert facts["body"] == "Styrgruppen i Provlandet"
    assert facts["lead"] == "Beredningsgrupp Äldre"
    assert facts["cost"] == "400\xa0000\xa0kr"
    assert facts["documents"][0]["number"].endswith("-0001-1")
    assert all(each["met"] for each in facts["criteria"])
    assert len(facts["criteria"]) == 5
    assert json.loads(json.dumps(facts)) == facts


def test_the_copies_do_not_follow_what_is_renamed(at):
    decision = at.decided()
    body = at.world.steering
    body.name = "Ny styrgrupp"
    body.save()
    Initiative.objects.update(title="Något annat")
    decision = Decision.objects.get(pk=decision.pk)
    assert decision.facts["body"] == "Styrgruppen i Provlandet"
    assert decision.title == "Reservplan när en anhörig blir sjuk"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"lead": None}, "lead", "Välj en grupp som leder"),
        ({"responsible": None}, "responsible", "Välj en person"),
        ({"wording": ["", "  "]}, "wording", "minst en att-sats"),
        ({"wording": [f"att {PERSONNUMMER} får stöd"]}, "wording", "personnummer"),
        ({"motivation": f"Se {PERSONNUMMER}"}, "motivation", "personnummer"),
        ({"outcome": "directive_approved"}, "outcome", "Välj ett utfall"),
        ({"outcome": "nonsens"}, "outcome", "Välj ett utfall"),
    ],
)
def test_bifall_is_refused_with_the_field_to_mend(at, changes, field, words):
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), **changes)
    assert words in problems(refusal)[field]
    assert nothing_written()
    assert Initiative.objects.get().state == "scheduled"


def test_everything_wrong_is_told_at_once(at):
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), lead=None, responsible=None, wording=[])
    assert set(problems(refusal)) >= {"lead", "responsible", "wording"}


def test_the_lead_does_not_also_contribute_and_both_prepare(at):
    meeting = at.opened()
    with pytest.raises(Refused, match="kan inte antecknas") as refusal:
        at.decide(at.item(meeting), contributing=[at.world.group_a])
    assert "både leda och medverka" in problems(refusal)["contributing"]
    network = make_body("natverk", "Nätverket", kind="network")
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), lead=network, contributing=[at.world.receivers])
    found = problems(refusal)
    assert "Nätverket bereder inte initiativ" in found["lead"]
    assert "Gemensamt stöd bereder inte" in found["contributing"]


def test_an_unmet_criterion_is_named(at):
    """R24: bifall with unmet K3 is refused naming K3."""
    meeting = at.opened()
    initiative = Initiative.objects.get()
    rows = [{"item": "Arbetstid", "cost": "400000", "financing": "300000"}]
    Initiative.objects.filter(pk=initiative.pk).update(answers=initiative.answers | {"C4": rows})
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting))
    assert [p.message[:2] for p in refusal.value.problems] == ["K3"]
    assert nothing_written()


def test_a_test_that_does_not_apply_needs_its_legal_reference(at):
    """J4: K5 «ej tillämpligt» without a provision is refused; with one it stands in the facts."""
    test = TemplateField.objects.get(code="D2")
    test.kind, test.limits = "choice", {
        "choices": [
            {"value": "test", "label": "Testas"}, {"value": "no", "label": "Ej tillämpligt"},
        ]
    }  # fmt: skip
    test.save()
    law = TemplateField.objects.create(
        key="mall-1-d2l", section=test.section, code="D2L", name="Lagrum", kind="text", order=50,
        requirement="submission",
    )  # fmt: skip
    law.criteria.set(test.criteria.all())
    meeting = at.opened_with({"D2": "no", "D2L": "2 kap. 1 § lagen om prov"})
    initiative = Initiative.objects.get()
    answers = initiative.answers
    Initiative.objects.update(answers=answers | {"D2L": ""})
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting))
    assert [p.message[:2] for p in refusal.value.problems] == ["K5"]
    Initiative.objects.update(answers=answers)
    decision = at.decide(at.item(meeting))
    note = next(each["note"] for each in decision.facts["criteria"] if each["code"] == "K5")
    assert note == "Ej tillämpligt. 2 kap. 1 § lagen om prov"


def test_a_reason_instead_of_rows_is_told_in_the_decision(at):
    """The provision that stands for the test, and why it costs nothing, follow into the facts."""
    for code, label in (("D2", "Ej tillämpligt"), ("C4", "Det kostar inget")):
        field = TemplateField.objects.get(code=code)
        field.kind = "rows"
        field.limits = field.limits | {"instead": {"label": label, "reason": "Varför"}}
        field.save()
    law = {"value": [], "instead": True, "reason": "2 kap. 1 § lagen om prov"}
    meeting = at.opened_with({"D2": law, "C4": law | {"reason": "Ryms i dag."}})
    answers = Initiative.objects.get().answers
    Initiative.objects.update(answers=answers | {"D2": law | {"reason": ""}})
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting))
    assert [p.message[:2] for p in refusal.value.problems] == ["K5"]
    Initiative.objects.update(answers=answers)
    facts = at.decide(at.item(meeting)).facts
    notes = {each["code"]: each["note"] for each in facts["criteria"]}
    assert notes["K5"] == "Ej tillämpligt: 2 kap. 1 § lagen om prov"
    assert facts["cost"] == "Det kostar inget: Ryms i dag."


def test_avslag_needs_reasons_and_sends_its_needs_back(at):
    """J5: the linked need is assessed anew, with a note."""
    from initiatives import services as initiatives

    need = make_need()
    need = initiatives.assess_need(
        need_id=need.pk, version=need.version, actor=at.world.assessor, outcome="use_as_basis",
        reply="Tack.", focus_areas=[at.world.focus_area],
    )  # fmt: skip
    meeting = at.opened(at.matter(needs=[need]))
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), "rejected", motivation=" ")
    assert problems(refusal)["motivation"] == "Skriv skälen till avslaget."
    decision = at.decide(at.item(meeting), "rejected")
    assert decision.wording == ["att avslå initiativet ”Reservplan när en anhörig blir sjuk”."]
    need.refresh_from_db()
    assert need.state == "assessing"
    assert "fick avslag" in StatusChange.of(need).last().reason
    assert not decision.assignments.exists()
    assert decision.responsible is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"motivation": ""}, "motivation"),
        ({"remitted_to": None}, "remitted_to"),
        ({"due_on": None}, "due_on"),
        ({"due_on": today()}, "due_on"),
    ],
)
def test_aterremiss_says_why_to_whom_and_when(at, changes, field):
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), "remitted", **changes)
    assert field in problems(refusal)
    assert nothing_written()


def test_aterremiss_opens_the_text_for_the_group(at):
    from initiatives.rules import can_edit_initiative

    meeting = at.opened()
    decision = at.decide(at.item(meeting), "remitted")
    initiative = Initiative.objects.get()
    assert initiative.state == "remitted"
    assert initiative.remitted_to == at.world.group_b
    assert can_edit_initiative(at.world.convener_b, initiative)
    assert decision.due_on == today() + timedelta(days=30)
    assert "till Beredningsgrupp Unga, som lämnar det på nytt senast den" in decision.wording[0]
    assert decision.facts["remitted_to"] == "Beredningsgrupp Unga"


def test_bordlaggning_keeps_the_content_locked(at):
    from initiatives.rules import can_edit_initiative

    meeting = at.opened()
    later = at.plan(today() + timedelta(days=14))
    decision = at.decide(at.item(meeting), "tabled", target_meeting=later)
    initiative = Initiative.objects.get()
    assert initiative.state == "tabled"
    assert not can_edit_initiative(at.world.author, initiative)
    assert decision.target_meeting == later
    assert decision.facts["tabled_to"] == later.held_on.isoformat()
    assert "att bordlägga ärendet" in decision.wording[0]


def test_bordlaggning_goes_to_a_planned_meeting_of_the_same_body_later_on(at):
    meeting = at.opened()
    item = at.item(meeting)
    other = make_body("annan", "Annan styrgrupp", mandates={"decides": ["initiative"]})
    choices = [
        None,
        meeting,
        at.plan(today() - timedelta(days=7)),
        at.plan(today() + timedelta(days=7), body=other),
    ]
    for target in choices:
        with pytest.raises(Refused) as refusal:
            at.decide(item, "tabled", target_meeting=target)
        assert "target_meeting" in problems(refusal)
    assert nothing_written()


def test_only_participating_huvudman_take_a_stand(at):
    meeting = at.opened()
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), positions={at.world.south: Stand(Stance.SUPPORTS)})
    assert "Söderby deltar inte" in problems(refusal)["positions"]
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), positions={at.world.north: Stand("kanske")})
    assert "Välj hur Norrby" in problems(refusal)[f"stance_{at.world.north.pk}"]
    note = Stand(Stance.ABSTAINS, f"Om {PERSONNUMMER}")
    with pytest.raises(Refused) as refusal:
        at.decide(at.item(meeting), positions={at.world.north: note})
    assert "personnummer" in problems(refusal)[f"note_{at.world.north.pk}"]


def test_who_takes_no_stand_is_shown_as_not_taking_part(at):
    meeting = at.opened()
    decision = at.decide(at.item(meeting), positions={at.world.region: Stand(Stance.SUPPORTS)})
    stances = {each["principal"]: each["stance"] for each in decision.facts["positions"]}
    assert stances == {"Provregionen": "supports", "Norrby": ""}
    assert decision.positions.count() == 1
