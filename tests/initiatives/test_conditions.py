"""What the counties' own templates ask, when: conditions, reasons, references. Both files."""

import json
from pathlib import Path
from typing import Any

import pytest

from initiatives import completeness, snapshot
from initiatives.models import Initiative, ProposalTemplate, TemplateField, TemplateSection
from initiatives.proposal import Linked, Proposal
from initiatives.texts import as_text, readable_fields

pytestmark = pytest.mark.django_db

COUNTIES = Path(__file__).parents[2] / "county" / "data"
CRITERIA = {"C3": "K2", "C4": "K3", "D2": "K5", "D5": "K4"}
REASON = "Arbetet ryms i det som redan görs."
WHY_NOT = "Hänvisning till den lag eller det krav som gör att det inte går att testa först"
LAW = "2 kap. 1 § lagen om prov kräver att alla börjar samtidigt."


def fields_of(county: str) -> tuple[TemplateField, ...]:
    """The template's fields as the county file has them, in its order, without a database."""
    file = json.loads((COUNTIES / f"{county}.json").read_text())
    sections = {
        row["key"]: TemplateSection(pk=number, code=row["code"], name=row["name"])
        for number, row in enumerate(file["template_sections"])
    }
    found = []
    for row in file["template_fields"]:
        field = TemplateField(
            code=row["code"], name=row["name"], kind=row["kind"], limits=row.get("limits", {}),
            requirement=row["requirement"], target=row.get("target", ""),
            section=sections[row["section"]],
        )  # fmt: skip
        code = CRITERIA.get(field.code)
        facts = {"id": 5, "code": code, "name": code, "order": 5, "met_at": "submission"}
        field.shows = [facts | {"id": int(code[1])}] if code else []
        found.append(field)
    return tuple(found)


FIELDS = {county: fields_of(county) for county in ("sormland", "vasternorrland")}


@pytest.fixture(params=sorted(FIELDS))
def county(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def proposal(county: str, *needs: str, **answers: Any) -> Proposal:
    linked = {"needs": tuple(Linked(str(n), need) for n, need in enumerate(needs, start=1))}
    return Proposal(Initiative(answers=answers), FIELDS[county], linked)


def problems(made: Proposal, code: str) -> list[str]:
    field = made.field(code)
    assert field is not None
    return [problem.message for problem in completeness.problems_of(made, field)]


def text(made: Proposal, code: str) -> str:
    field = made.field(code)
    assert field is not None
    return as_text(made, field)


def reason(words: str = REASON, *, ticked: bool = True, value: Any = None) -> dict[str, Any]:
    return {"value": value or [], "instead": ticked, "reason": words}


TEST_ROW = {
    "site": "Norrby", "start": "2027-05-01", "end": "2027-10-31", "who": "Hemtjänsten",
    "scale": "Tjugo hem", "stop": "Om någon blir utan hjälp",
}  # fmt: skip
COST_ROW = {"item": "Lön", "year": "2027", "cost": "400000", "funding": "400000", "source": "own"}


# A national demand names its reference (B3, B3b), and needs no need of its own (B2).


@pytest.mark.parametrize("origin", ["operation", "citizen", None])
def test_the_reference_is_not_asked_of_others(county: str, origin: str | None) -> None:
    made = proposal(county, "Ett behov", B3=origin)
    assert problems(made, "B3b") == []
    field = made.field("B3b")
    assert field is not None
    assert readable_fields(made, [field]) == []


def test_a_national_demand_names_its_reference(county: str) -> None:
    assert problems(proposal(county, B3="national"), "B3b") == [
        "B3b Hänvisning till det nationella kravet saknas"
    ]
    assert problems(proposal(county, B3="national", B3b="Lag"), "B3b") == [
        "B3b Hänvisning till det nationella kravet: skriv minst 5 tecken, nu är det 3"
    ]
    named = proposal(county, B3="national", B3b="Socialtjänstlagen (2025:400)")
    assert problems(named, "B3b") == []
    field = named.field("B3b")
    assert field is not None
    assert readable_fields(named, [field])[0]["text"] == "Socialtjänstlagen (2025:400)"


def test_a_need_is_linked_unless_the_demand_is_national(county: str) -> None:
    from tests.factories import make_need

    make_need()
    assert problems(proposal(county, B3="operation"), "B2") == ["B2 Kopplade behov saknas"]
    assert problems(proposal(county), "B2") == ["B2 Kopplade behov saknas"]
    assert problems(proposal(county, B3="national"), "B2") == []
    assert problems(proposal(county, "Ett behov", B3="operation"), "B2") == []


# A date where something is planned (C6).


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"form": "ongoing"}, []),
        ({"form": "planned", "when": "2027-02-01"}, []),
        ({"form": "planned"}, ["C6: rad 1 saknar datum, som behövs när läge är ”Planeras”"]),
        ({}, ["C6: rad 1 saknar läge"]),
    ],
)
def test_what_is_planned_has_a_date(county: str, row: dict[str, str], said: list[str]) -> None:
    asked = {"who": "Anhöriga", "how": "Två träffar"}
    assert problems(proposal(county, C6=[asked | row]), "C6") == said


def test_no_user_participation_is_no_answer(county: str) -> None:
    field = proposal(county).field("C6")
    assert field is not None
    choices = field.limits["columns"][0]["choices"]
    assert {each["value"] for each in choices} == {"ongoing", "planned"}
    assert "instead" not in field.limits


# «Ingen, därför att …» (C3, C4, D2, D5).


@pytest.mark.parametrize(
    ("code", "label", "why"),
    [
        ("C3", "Inga personella resurser behövs", "Varför inga resurser behövs"),
        ("C4", "Det kostar inget", "Varför det inte kostar något"),
        ("D2", "Ej tillämpligt", WHY_NOT),
    ],
)  # fmt: skip
def test_a_reason_may_stand_instead(county: str, code: str, label: str, why: str) -> None:
    made = proposal(county, **{code: reason()})
    assert problems(made, code) == []
    assert text(made, code) == f"{label}: {REASON}"
    field = made.field(code)
    assert field is not None
    mark = f"{code} {field.name}"
    for words in ("", "   "):
        assert problems(proposal(county, **{code: reason(words)}), code) == [
            f"{mark}: fyll i ”{why}” när ”{label}” är ikryssat"
        ]
    assert problems(proposal(county, **{code: reason("SoL")}), code) == [
        f"{mark}: skriv minst 10 tecken i ”{why}”"
    ]


def test_the_reason_alone_is_no_answer(county: str) -> None:
    made = proposal(county, D2=reason(LAW, ticked=False))
    assert problems(made, "D2") == ["D2 Test inför breddinförande saknas"]
    assert text(made, "D2") == ""


def test_what_was_filled_in_is_kept_but_must_go(county: str) -> None:
    made = proposal(county, D2=reason(LAW, value=[TEST_ROW]))
    assert problems(made, "D2") == [
        "D2 Test inför breddinförande: ta bort det som är ifyllt, eller kryssa ur ”Ej tillämpligt”"
    ]
    back = proposal(county, D2=reason(LAW, ticked=False, value=[TEST_ROW]))
    assert problems(back, "D2") == []
    assert "Norrby" in text(back, "D2")


def test_no_cost_is_said_with_a_reason_not_with_zero(county: str) -> None:
    zero = COST_ROW | {"cost": "0", "funding": "0"}
    said = problems(proposal(county, C4=[zero]), "C4")
    assert said == ["K3: kostnad är 0; kryssa i ”Det kostar inget” och skriv varför"]
    assert problems(proposal(county, C4=[COST_ROW, zero]), "C4") == []


def test_measures_steer_somewhere_or_no_indicator_fits() -> None:
    from county.models import GoalArea
    from indicators.models import Indicator

    area = GoalArea.objects.create(key="nara", name="Nära")
    row = {"measure": "Egen räkning", "target": "8", "date": "2027-12-31"}
    Indicator.objects.create(key="kontinuitet", name="Kontinuitet", goal_area=area)
    lacking = proposal("sormland", D4=[row], D5=[])
    assert problems(lacking, "D4") == ["D4: måttet ”Egen räkning” saknar indikator"]
    assert problems(lacking, "D5") == ["D5 Indikatorer som arbetet styr mot saknas"]
    none_fits = proposal("sormland", D4=[row], D5=reason("Ingen av dem mäter trygghet."))
    assert problems(none_fits, "D4") == []
    assert problems(none_fits, "D5") == []
    assert text(none_fits, "D5") == "Ingen indikator passar: Ingen av dem mäter trygghet."


def test_the_criterion_follows_its_reference(county: str) -> None:
    def k5(**answers: Any) -> tuple[str, tuple[str, ...]]:
        marks = completeness.criteria(proposal(county, **answers))
        return next((m.state, m.remains) for m in marks if m.criterion.code == "K5")

    assert k5() == ("coming", ("D2",))
    assert k5(D2=reason("")) == ("current", ("D2",))
    assert k5(D2=reason(LAW)) == ("done", ())
    assert k5(D2=[TEST_ROW]) == ("done", ())


def test_only_what_is_asked_counts(county: str) -> None:
    def counted(**answers: Any) -> tuple[int, int]:
        made = proposal(county, **answers)
        return completeness.share_done(made, [f for f in made.fields if f.code in {"B3", "B3b"}])

    assert counted(B3="operation") == (1, 1)
    assert counted(B3="national") == (1, 2)
    assert counted(B3="national", B3b="Socialtjänstlagen") == (2, 2)


def test_the_snapshot_says_what_counts(county: str) -> None:
    made = proposal(
        county, B3="operation", B3b="Kvar sedan förut", C4=reason(), D2=reason(LAW),
        C6=[{"form": "ongoing", "who": "Anhöriga", "how": "Möten"}],
    )  # fmt: skip
    made.initiative.template = ProposalTemplate(name="Mall", edition=1)
    answers = dict(made.initiative.answers)
    fields = {
        field["code"]: field
        for _section, own in made.sections()
        for field in (snapshot._field(made, each) for each in own if each.code in answers)
    }
    assert fields["D2"]["text"] == f"Ej tillämpligt: {LAW}"
    assert "rows" not in fields["D2"]
    assert fields["C4"]["text"] == f"Det kostar inget: {REASON}"
    assert fields["C6"]["rows"][0][0] == "Medverkar redan"
