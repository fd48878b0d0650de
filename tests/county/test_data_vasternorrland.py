"""Västernorrland's file against its roadmap of 2026, and without a word of another county."""

import re
from datetime import date

import pytest
from django.db import transaction

from county.loader import load
from county.models import (
    Approval,
    ApprovalStep,
    Body,
    County,
    Criterion,
    DecisionMandate,
    EditionArea,
    FocusArea,
    GoalArea,
    GuidingPrinciple,
    HistoricDecision,
    NationalDependency,
    Organisation,
    PriorityGoal,
    ReportingRule,
    RoadmapEdition,
    Seat,
    Shift,
    SteeringDocument,
    TargetGroup,
    Vision,
    YearlyPriority,
)
from county.terms import has_term, phrase
from diary.models import DiaryCase, DiarySeries
from indicators.models import Indicator, Measure
from initiatives.models import Project, ProposalTemplate, TemplateField
from narvard.demo import content
from tests.support.county_files import COUNTIES, county_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vasternorrland")]

FOREIGN = r"Länsstyrgrupp|NSV|\bLRS\b|FoUiS|FoU i|Sörmland|Södermanland|Eskilstuna|beredningsgrupp"


@pytest.fixture(scope="module")
def vasternorrland(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTIES / "vasternorrland.json")
        yield
        transaction.set_rollback(True)


def test_the_sections_have_the_rows_of_the_source():
    file = county_file("vasternorrland")
    counted = {name: len(rows) for name, rows in file.items() if name != "format"}

    assert counted == {
        "county": 1, "organisations": 8, "bodies": 11, "seats": 3, "roles": 9, "mandates": 14,
        "terms": 16, "decisions": 5, "steering_documents": 7, "vision": 1, "goal_image": 1,
        "shifts": 1, "principles": 3, "target_groups": 3, "approval_steps": 2, "editions": 2,
        "approvals": 2, "dependencies": 6, "priorities": 4, "priority_goals": 7,
        "reporting_rules": 3, "projects": 6, "templates": 1, "template_sections": 4,
        "template_fields": 26,
    }  # fmt: skip


@pytest.mark.parametrize(
    "model",
    [GoalArea, FocusArea, Criterion, Indicator, Measure, EditionArea, DiarySeries, DiaryCase],
)
def test_what_the_county_does_not_have_is_not_there(model):
    assert not model.objects.exists()


@pytest.mark.parametrize("part", ["county/data", "narvard/demo/data"])
def test_no_word_of_another_county(part):
    path = COUNTIES.parents[1] / part / "vasternorrland.json"
    assert re.findall(FOREIGN, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "term", ["political_body", "support_unit", "goal_area", "focus_area", "network"]
)
def test_concepts_that_the_county_lacks_have_no_word(term):
    assert not has_term(term)


def test_the_county_and_its_principals():
    county = County.objects.get()
    assert (county.official_name, county.code, county.target_year) == (
        "Västernorrlands län", "22", 2030,
    )  # fmt: skip
    assert county.sectors == ["skola", "socialtjänst", "hälso- och sjukvård"]
    assert county.dimensions == ["Samhällsomställning", "Omställning av hälso- och sjukvården"]
    municipalities = Organisation.objects.filter(kind="municipality")
    assert dict(municipalities.values_list("name", "code")) == {
        "Ånge kommun": "2260", "Timrå kommun": "2262", "Härnösands kommun": "2280",
        "Sundsvalls kommun": "2281", "Kramfors kommun": "2282", "Sollefteå kommun": "2283",
        "Örnsköldsviks kommun": "2284",
    }  # fmt: skip
    assert not municipalities.filter(unverified=False).exists()


def test_the_levels_of_leadership_and_what_each_may_do():
    steering = Body.objects.get(key="lansledning-halsam")
    assert (steering.name, steering.parent.short) == ("Länsledning HälSam", "KD/RD")
    assert Body.objects.filter(kind="local_group").count() == 3
    assert Body.objects.get(historic=True).key == "program-gnv"

    def bodies(action, subject):
        found = DecisionMandate.objects.filter(action=action, subjects__contains=[subject])
        return set(found.values_list("body__key", flat=True))

    assert bodies("adopts", "roadmap") == {"lansledning-halsam"}
    assert bodies("approves", "roadmap") == {"hogsta-tjansteledning"}
    assert bodies("receives", "obstacle") == {"hogsta-tjansteledning"}
    assert bodies("receives", "half_year_report") == {"hogsta-tjansteledning"}
    assert bodies("decides", "goal_image") == {"politik"}


def test_what_the_source_does_not_say_of_the_process_is_marked():
    unsaid = DecisionMandate.objects.filter(unverified=True)
    assert set(unsaid.values_list("source", flat=True)) == {"Portalens grundinställning"}
    assert unsaid.filter(subjects__contains=["directive"]).count() == 4


def test_seats_without_a_number_in_the_source_have_none():
    assert dict(Seat.objects.values_list("role", "count")) == {
        "Regiondirektör": 1, "Kommundirektör": None, "Företrädare": None,
    }  # fmt: skip


def test_two_steps_approve_the_roadmap():
    steps = [(step.body.key, step.action) for step in ApprovalStep.objects.all()]
    assert steps == [("lansledning-halsam", "adopts"), ("hogsta-tjansteledning", "approves")]
    assert list(RoadmapEdition.objects.values_list("year", "number")) == [(2026, 2), (2025, 1)]
    for approval in Approval.objects.all():
        assert (approval.edition.year, approval.known_date) == (2025, "datum okänt")


@pytest.mark.parametrize(
    ("key", "shown", "body"),
    [
        ("v-avsikt", "den 14 maj 2021", "politik"),
        ("v-malbild", "den 14 maj 2021", "politik"),
        ("v-fardplan", "inför 2025", "lansledning-halsam"),
        ("v-avveckling", "i samband med att färdplanen godkändes", None),
        ("v-mod", "senast vid utgången av 2025", "lansledning-halsam"),
    ],
)
def test_each_earlier_decision_with_what_is_known_of_it(key, shown, body):
    decision = HistoricDecision.objects.get(key=key)
    assert decision.known_date.replace("\xa0", " ") == shown
    assert (decision.body.key if decision.body else None) == body
    assert decision.diary_number == ""


def test_vision_shift_principles_and_target_groups():
    assert Vision.objects.get().document.decided_on == date(2021, 5, 14)
    assert Shift.objects.count() == 1
    assert list(GuidingPrinciple.objects.values_list("name", flat=True)) == [
        "Förebyggande/främjande och tidiga insatser", "Lokal samverkan", "Digitalisering",
    ]  # fmt: skip
    assert list(TargetGroup.objects.filter(prioritised=True).values_list("name", flat=True)) == [
        "Mest sjuka äldre", "Mångbesökare", "Barn och unga",
    ]  # fmt: skip


def test_four_priorities_for_2026_with_their_goals_and_what_is_missing():
    priorities = YearlyPriority.objects.filter(year=2026)
    assert [each.name for each in priorities] == [
        "Utvecklad lokal samverkan (LSG) HälSam",
        "Digitaliseringsomställning i samverkan Länsledning HälSam och Digitaliseringsrådet",
        "SIP-utbildning",
        "Översyn hemsjukvårdsavtal",
    ]
    assert priorities.get(key="p-digi").partner.name == "Digitaliseringsrådet"
    assert priorities.get(key="p-hemsjuk").missing == [
        "Projektplan för genomförandet med tidsplan behöver fastställas"
    ]
    assert priorities.exclude(missing=[]).count() == 1
    local = PriorityGoal.objects.filter(priority__key="p-lsg")
    assert {goal.body.name for goal in local} == {"LSG Barn och unga", "LSG Vuxna", "LSG Äldre"}
    parts = PriorityGoal.objects.filter(priority__key="p-digi").values_list("part", flat=True)
    assert set(parts) == {
        "Utvecklad distansvård", "Ökad användning av tjänster 1177", "Digitalt väntrum",
    }  # fmt: skip


def test_six_national_dependencies_of_which_one_has_a_year():
    assert list(NationalDependency.objects.values_list("name", "reference")) == [
        ("Ny socialtjänstlag", "2025:400"),
        ("En förbättrad elevhälsa", "SOU 2025:113"),
        ("Samsjuklighetsreformen – från delar till helhet", "SOU 2023:5 m.fl."),
        ("European Health Data Space (EHDS)", "EU-förordning"),
        ("Nästa steg för god och nära vård", "Regeringsproposition 2025/26:19"),
        ("Nationell handlingsplan för ökad patientsäkerhet 2025-2030", ""),
    ]
    dated = NationalDependency.objects.exclude(effective_year=None).get()
    assert (dated.key, dated.effective_year) == ("samsjuklighet", 2027)


def test_six_ongoing_works_of_which_one_is_being_scaled_up():
    assert Project.objects.count() == 6
    mod = Project.objects.get(state="scaling")
    assert (mod.short, mod.target_group.name) == ("MOD", "Mest sjuka äldre")


def test_how_the_work_is_followed_up():
    rules = {rule.key: rule for rule in ReportingRule.objects.all()}
    assert rules["varje-mote"].every_meeting
    assert rules["varje-mote"].times_per_year is None
    assert (rules["aterrapport"].times_per_year, rules["arlig"].times_per_year) == (2, 1)
    assert rules["aterrapport"].from_body.kind == "presidium"
    assert rules["aterrapport"].to_body.short == "KD/RD"


def test_seven_steering_documents_without_a_diary_number():
    assert SteeringDocument.objects.count() == 7
    assert not SteeringDocument.objects.exclude(diary_number="").exists()
    assert SteeringDocument.objects.get(status="in_progress").status_note == "pågår"


def test_the_template_is_the_portals_and_asks_for_nothing_the_county_lacks():
    template = ProposalTemplate.objects.get()
    assert (template.source, template.unverified) == ("Portalens grundmall", True)
    codes = set(TemplateField.objects.values_list("code", flat=True))
    assert codes.isdisjoint({"B5", "B6", "B6b", "D5"})
    measures = TemplateField.objects.get(code="D4").limits["columns"]
    assert "indicator" not in {column["kind"] for column in measures}


@pytest.mark.parametrize(
    ("sentence", "reads"),
    [
        ("Inskickat till {receiver:s}", "Inskickat till presidiet"),
        ("Skicka till {receiver:d}", "Skicka till Länsledningens presidium"),
        ("Skicka till {preparatory_group:d}", "Skicka till den länsövergripande arbetsgruppen"),
        ("{Steering_body:d} beslutar", "Länsledning HälSam beslutar"),
        ("{Initiative:dp} i länet", "Utvecklingssatsningarna i länet"),
        ("Återrapport till {top_management:d}", "Återrapport till högsta tjänsteledningen"),
        ("{need_steward:s} svarar", "presidiet svarar"),
    ],
)
def test_sentences_read_right(sentence, reads):
    assert phrase(sentence) == reads


def test_no_table_holds_a_word_of_another_county_with_the_demonstration_in_it():
    content.load("vasternorrland")
    rows = [
        str(values)
        for model in (County, Organisation, Body, DecisionMandate, HistoricDecision,
                      SteeringDocument, YearlyPriority, Project, TemplateField)
        for values in model.objects.values()
    ]  # fmt: skip
    assert len(rows) > 80
    assert [row for row in rows if re.search(FOREIGN, row)] == []
