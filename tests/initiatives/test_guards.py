"""What must hold before each step, and the words that say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from foundation.errors import Refused
from foundation.text.dates import today
from indicators.models import Indicator
from initiatives import completeness, services
from initiatives.models import Initiative, TemplateField
from initiatives.proposal import Proposal
from tests.factories import World, complete_answers, initiative_in, make_initiative


def problems(action: Any, **facts: Any) -> list[str]:
    with pytest.raises(Refused) as refusal:
        action(**facts)
    return [problem.message for problem in refusal.value.problems]


def missing(world: World, **answers: Any) -> list[str]:
    return lacking(world, make_initiative(world), answers)


def lacking(world: World, initiative: Initiative, answers: dict[str, Any]) -> list[str]:
    """What is missing once `answers` are written."""
    saved = services.save_section(
        initiative_id=initiative.pk, version=None, answers=answers, actor=world.author
    )
    return [problem.message for problem in completeness.missing(Proposal.load(saved))]


def test_a_complete_proposal_lacks_nothing(world: World) -> None:
    assert missing(world) == []


REQUIRED = sorted(
    {"A4", "A5", "A6", "B1", "B3", "B4", "B5", "B6", "B8", "C1", "C2", "C4", "C6", "D1", "D2",
     "D3", "D4", "D10"}
)  # fmt: skip


def empty(field: TemplateField) -> Any:
    return {"relations": [], "rows": [], "confirm": False}.get(field.kind, "")


def test_each_required_field_is_missed(world: World) -> None:
    fields = {field.code: field for field in TemplateField.objects.filter(code__in=REQUIRED)}
    assert sorted(fields) == REQUIRED
    filled, initiative = complete_answers(world), make_initiative(world)
    for code, field in fields.items():
        assert lacking(world, initiative, {code: empty(field)}) == [f"{code} {field.name} saknas"]
        assert lacking(world, initiative, {code: filled[code]}) == []


def test_recommended_and_optional_fields_are_not(world: World) -> None:
    nothing = {"B2": [], "B9": "", "C8": []}
    assert missing(world, **nothing) == []


WRONG: list[tuple[dict[str, Any], str]] = [
        ({"A1": "Kort"}, "A1 Titel: skriv minst 8 tecken, nu är det 4"),
        ({"A6": "x" * 1020},
         "A6 Sammanfattning: skriv högst 900 tecken, nu är det 1\u00a0020"),
        ({"B1": "För kort."}, "B1 Behovsbeskrivning: skriv minst 200 tecken, nu är det 9"),
        ({"C4": [{"item": "Lön", "cost": "400000", "financing": "300000"}]},
         "K3: kostnad 400\u00a0000\u00a0kr, finansiering 300\u00a0000\u00a0kr"),
        ({"D1": [{"what": "Start", "start": "2027-03-01", "end": "2027-02-01"}]},
         "D1: rad 1 slutar innan den börjar"),
        ({"D1": [{"start": "2027-03-01"}]}, "D1: rad 1 saknar aktivitet"),
        ({"D4": [{"measure": "Väntetid"}]}, "D4: måttet ”Väntetid” saknar indikator"),
]  # fmt: skip


def test_what_does_not_hold_is_said_in_words(world: World) -> None:
    filled, initiative = complete_answers(world), make_initiative(world)
    for answers, sentence in WRONG:
        good = {code: filled[code] for code in answers}
        assert lacking(world, initiative, answers) == [sentence]
        assert lacking(world, initiative, good) == []


def test_too_few_principals(world: World) -> None:
    assert missing(world, A4=[str(world.north.pk)]) == [
        "A4 Deltagande huvudmän: välj minst 2, nu är det 1"
    ]


def test_a_refused_choice_does_not_count(world: World) -> None:
    TemplateField.objects.filter(code="B3").update(
        limits={"choices": [{"value": "nej", "label": "Nej"}], "refused": ["nej"]}
    )
    assert missing(world, B3="nej") == ["B3 Ursprung: svaret räcker inte för att skicka in"]


def test_rows_may_be_asked_for_in_numbers(world: World) -> None:
    field = TemplateField.objects.get(code="D1")
    TemplateField.objects.filter(code="D1").update(limits=field.limits | {"min_items": 2})
    assert missing(world) == ["D1: fyll i minst 2 rader"]


def test_a_measure_from_the_register_is_named(world: World) -> None:
    columns = [
        {"key": "measure", "label": "Mått", "kind": "measure"},
        {"key": "indicator", "label": "Indikator", "kind": "indicator"},
    ]
    TemplateField.objects.filter(code="D4").update(limits={"columns": columns})
    assert missing(world, D4=[{"measure": str(world.measure.pk)}]) == [
        "D4: måttet ”Personalkontinuitet, hemtjänst” saknar indikator"
    ]


def test_a_county_without_indicators_or_areas_asks_for_none(world: World) -> None:
    world.measure.indicators.clear()
    Indicator.objects.all().delete()
    world.goal_area.delete()
    world.focus_area.delete()
    initiative = services.start_initiative(
        title="I ett annat län", originating_body=world.group_b, actor=world.author
    )
    answers = {k: v for k, v in complete_answers(world).items() if k not in {"B5", "B6"}}
    answers["D4"] = [{"measure": "Ett eget mått"}]
    saved = services.save_section(
        initiative_id=initiative.pk, version=None, answers=answers, actor=world.author
    )
    assert completeness.missing(Proposal.load(saved)) == []


def test_submitting_lists_everything_with_links(world: World) -> None:
    initiative = initiative_in(world, "preparing", complete=False)
    services.save_section(
        initiative_id=initiative.pk, version=None, actor=world.author,
        answers={"C4": [{"item": "Lön", "cost": "400000", "financing": "300000"}],
                 "D4": [{"measure": "x"}]},
    )  # fmt: skip
    initiative.refresh_from_db()
    address = reverse("initiative_step", args=[initiative.pk, "skicka-in"])
    answer = world.browser("convener_a").post(address, {"version": initiative.version})
    page = answer.content.decode()
    assert answer.status_code == 422
    for code, words in [
        ("C6", "C6 Brukar-/patientmedverkan saknas"),
        ("C4", "K3: kostnad 400\u00a0000\u00a0kr, finansiering 300\u00a0000\u00a0kr"),
        ("D4", "D4: måttet ”x” saknar indikator"),
    ]:
        section = reverse("initiative_section", args=[initiative.pk, code[0]])
        assert f'<a href="{section}#falt-{code}">{words}</a>' in page
        target = world.browser("author").get(section).content.decode()
        assert f'id="falt-{code}"' in target
    assert Initiative.objects.get(pk=initiative.pk).state == "preparing"


def test_preparation_needs_a_group_a_title_a_need_and_a_goal_area(world: World) -> None:
    initiative = services.start_initiative(
        title="Ett nytt initiativ", originating_body=world.group_b, actor=world.author
    )
    assert problems(
        services.send_to_preparation, initiative_id=initiative.pk, version=None, actor=world.author
    ) == [
        "Välj minst en grupp som ska bereda initiativet.",
        "B5 Målområde saknas",
        "B1 Behovsbeskrivning saknas",
    ]


def test_a_template_without_those_fields_still_sends(world: World) -> None:
    initiative = make_initiative(world)
    TemplateField.objects.filter(target__in=["needs", "goal_areas"]).delete()
    sent = services.send_to_preparation(
        initiative_id=initiative.pk, version=None, actor=world.author
    )
    assert sent.state == "preparing"


REASONS = [
    ("preparing", services.return_to_author, "member_a", {}),
    ("submitted", services.request_completion, "receiver", {"fields": ["D2"]}),
    ("remitted", services.resubmit_remitted, "author", {}),
    ("draft", services.withdraw, "author", {}),
]


@pytest.mark.parametrize(("state", "action", "role", "facts"), REASONS)
def test_a_reason_is_asked_for(
    world: World, state: str, action: Any, role: str, facts: dict[str, Any]
) -> None:
    initiative = initiative_in(world, state)
    found = problems(
        action, initiative_id=initiative.pk, version=None, reason=" ",
        actor=getattr(world, role), **facts,
    )  # fmt: skip
    assert len(found) == 1
    assert found[0].startswith("Skriv")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [([], "Välj minst ett fält"), (["Q9"], "Välj bland mallens fält")],
)
def test_completion_names_its_fields(world: World, fields: list[str], sentence: str) -> None:
    initiative = initiative_in(world, "submitted")
    found = problems(
        services.request_completion, initiative_id=initiative.pk, version=None, reason="Mer.",
        fields=fields, actor=world.receiver,
    )  # fmt: skip
    assert found[0].startswith(sentence)


def test_what_was_asked_for_must_be_answered(world: World) -> None:
    initiative = initiative_in(world, "submitted")
    services.request_completion(
        initiative_id=initiative.pk, version=None, reason="Mer.", fields=["B9"],
        actor=world.receiver,
    )  # fmt: skip
    assert problems(
        services.resubmit, initiative_id=initiative.pk, version=None, actor=world.author
    ) == ["B9 Evidens är efterfrågat men tomt"]


def test_remittal_says_to_whom_and_when(world: World) -> None:
    initiative = initiative_in(world, "scheduled")
    facts: dict[str, Any] = {
        "initiative_id": initiative.pk, "actor": world.decider, "reason": "Oklart.",
    }  # fmt: skip
    assert problems(services.remit, **facts, to=None, due_on=None) == [
        "Välj vilken grupp ärendet återremitteras till.",
        "Ange när ärendet senast ska vara tillbaka.",
    ]
    assert problems(services.remit, **facts, to=world.group_a, due_on=today()) == [
        "Välj en dag som ligger framåt i tiden."
    ]
    assert problems(
        services.remit, **(facts | {"reason": ""}), to=world.group_a,
        due_on=today() + timedelta(days=1),
    ) == ["Skriv varför ärendet återremitteras."]  # fmt: skip


def test_rejection_is_motivated(world: World) -> None:
    initiative = initiative_in(world, "scheduled")
    assert problems(
        services.reject, initiative_id=initiative.pk, actor=world.decider, reason=""
    ) == ["Skriv skälen till avslaget."]


def test_approval_needs_lead_responsible_and_principals(world: World) -> None:
    initiative = initiative_in(world, "scheduled")
    good: dict[str, Any] = {
        "initiative_id": initiative.pk,
        "actor": world.decider,
        "lead": world.group_a,
        "contributing": [world.group_b],
        "responsible": world.member_a,
        "principals": [world.region, world.north],
    }
    for changes, sentence in [
        ({"lead": None}, "Välj en grupp som leder uppdraget."),
        ({"contributing": [world.group_a]}, "kan inte både leda och medverka"),
        ({"responsible": None}, "Välj en person som är ansvarig"),
        ({"principals": [world.north]}, "Välj minst två huvudmän som deltar."),
    ]:
        found = problems(services.approve, **(good | changes))
        assert len(found) == 1
        assert sentence in found[0]
    approved = services.approve(**good)
    assert approved.lead_body == world.group_a
    assert list(approved.contributing_bodies.all()) == [world.group_b]
    assert approved.responsible == world.member_a
    assert set(approved.principals.all()) == {world.region, world.north}


def test_approval_needs_the_criteria(world: World) -> None:
    initiative = initiative_in(world, "scheduled")
    Initiative.objects.filter(pk=initiative.pk).update(answers=initiative.answers | {"D2": ""})
    found = problems(
        services.approve, initiative_id=initiative.pk, actor=world.decider, lead=world.group_a,
        contributing=[], responsible=world.member_a, principals=[world.region, world.north],
    )  # fmt: skip
    assert found == ["K5 Kriterium K5: inte uppfyllt"]


def test_the_meter_fills_as_one_writes(world: World) -> None:
    initiative = services.start_initiative(
        title="Ett nytt initiativ", originating_body=world.group_b, actor=world.author
    )

    def states(**answers: Any) -> dict[str, str]:
        saved = services.save_section(
            initiative_id=initiative.pk, version=None, answers=answers, actor=world.author
        )
        marks = completeness.criteria(Proposal.load(saved))
        return {mark.criterion.code: mark.state for mark in marks}

    assert set(states().values()) == {"coming"}
    assert states(D3="I mars.")["K4"] == "current"
    assert states(D4=complete_answers(world)["D4"])["K4"] == "done"
    assert list(states()) == ["K1", "K2", "K3", "K4", "K5"]


def notes(initiative: Initiative) -> dict[str, str]:
    marks = completeness.criteria(Proposal.load(initiative))
    return {mark.criterion.code: mark.note for mark in marks}


def test_the_meter_says_what_remains(world: World) -> None:
    empty = services.start_initiative(
        title="Ett nytt initiativ", originating_body=world.group_b, actor=world.author
    )
    assert notes(empty) == {
        "K1": "Återstår: C1 och beslut av styrgruppen", "K2": "Återstår: C2",
        "K3": "Återstår: C4", "K4": "Återstår: D3 och D4", "K5": "Återstår: D2",
    }  # fmt: skip
    full = make_initiative(world)
    assert notes(full) == {
        "K1": "Återstår: beslut av styrgruppen", "K2": "", "K3": "", "K4": "", "K5": "",
    }  # fmt: skip
    page = world.browser("author").get(reverse("initiative_work", args=[full.pk]))
    assert "4 av 5 uppfyllda" in page.content.decode()
    assert "Återstår: beslut av styrgruppen" in page.content.decode()


@pytest.mark.parametrize(
    ("state", "met", "note"),
    [
        ("submitted", "current", "Återstår: beslut av styrgruppen"),
        ("scheduled", "current", "Återstår: beslut av styrgruppen"),
        ("tabled", "current", "Återstår: beslut av styrgruppen"),
        ("remitted", "current", "Återstår: beslut av styrgruppen"),
        ("rejected", "current", "Uppfylldes inte"),
        ("withdrawn_late", "current", "Uppfylldes inte"),
        ("approved", "done", ""),
        ("directive_review", "done", ""),
        ("trial", "done", ""),
    ],
)
def test_only_the_decision_meets_what_the_body_decides(
    world: World, state: str, met: str, note: str
) -> None:
    marks = completeness.criteria(Proposal.load(initiative_in(world, state)))
    assert [(mark.state, mark.note) for mark in marks] == [(met, note), *[("done", "")] * 4]
