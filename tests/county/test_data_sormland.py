"""Sörmland's file against the source documents: names, dates and numbers as they stand there."""

from datetime import date

import pytest
from django.db import transaction

from county.loader import load
from county.models import (
    Approval,
    Body,
    County,
    Criterion,
    DecisionMandate,
    DevelopmentArea,
    EditionArea,
    FocusArea,
    GoalArea,
    GoalImage,
    GuidingPrinciple,
    HistoricDecision,
    NationalDependency,
    Objective,
    Organisation,
    ReportingRule,
    RoadmapEdition,
    Seat,
    Shift,
    SteeringDocument,
    SuccessFactor,
    TargetGroup,
    Term,
    YearlyPriority,
    YearlyResult,
)
from county.terms import phrase
from diary.models import DiaryCase, DiaryDocument, DiarySeries, YearCounter
from indicators.models import Indicator, Measure
from initiatives.models import Project, TemplateField
from tests.support.county_files import COUNTIES, county_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sormland")]


@pytest.fixture(scope="module")
def sormland(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTIES / "sormland.json")
        yield
        transaction.set_rollback(True)


def test_the_sections_have_the_rows_of_the_sources():
    counted = {
        name: len(rows) for name, rows in county_file("sormland").items() if name != "format"
    }

    assert counted == {
        "county": 1, "districts": 3, "organisations": 17, "bodies": 20, "seats": 20, "roles": 23,
        "mandates": 11, "terms": 24, "decisions": 17, "steering_documents": 16, "vision": 1,
        "goal_image": 1, "goal_areas": 3, "focus_areas": 2, "objectives": 9,
        "development_areas": 22, "shifts": 4, "principles": 4, "success_factors": 9,
        "target_groups": 5, "criteria": 5, "approval_steps": 2, "editions": 3, "edition_areas": 5,
        "approvals": 1, "results": 11, "questions": 7, "series": 1, "register_cases": 6,
        "register_documents": 9, "indicators": 7, "measures": 26, "projects": 12, "templates": 1,
        "template_sections": 4, "template_fields": 30, "statistical_areas": 20, "data_series": 42,
        "measure_sources": 43, "series_breaks": 4,
    }  # fmt: skip


def test_what_sormland_does_not_have_is_not_there():
    assert not NationalDependency.objects.exists()
    assert not YearlyPriority.objects.exists()
    assert not ReportingRule.objects.exists()
    assert not Term.objects.filter(key="top_management").exists()


def test_the_county_and_its_ten_principals():
    county = County.objects.get()
    assert (county.official_name, county.code, county.target_year) == (
        "Södermanlands län",
        "04",
        2035,
    )
    principals = dict(Organisation.objects.filter(is_principal=True).values_list("name", "code"))
    assert principals == {
        "Region Sörmland": "04", "Eskilstuna kommun": "0484", "Strängnäs kommun": "0486",
        "Katrineholms kommun": "0483", "Vingåkers kommun": "0428", "Flens kommun": "0482",
        "Nyköpings kommun": "0480", "Oxelösunds kommun": "0481", "Trosa kommun": "0488",
        "Gnesta kommun": "0461",
    }  # fmt: skip
    assert Organisation.objects.get(is_host=True).key == "region-sormland"


def test_the_bodies_under_their_official_names():
    names = set(Body.objects.values_list("name", flat=True))
    assert {
        "Nämnden för samverkan kring socialtjänst och vård", "Länsstyrgruppen",
        "Nätverket Nära vård i Sörmland", "Socialchefsnätverket", "Rådet för kunskapsstyrning",
        "Länsgemensamt regionalt stöd – socialtjänst & vård", "FoU i Sörmland",
    } <= names  # fmt: skip
    project = Body.objects.get(key="styrgrupp-projekt")
    assert project.historic
    assert (project.valid_from, project.valid_to) == (date(2020, 12, 1), date(2023, 7, 1))
    assert project.validity_precision == "month"


def test_seats_without_a_number_in_the_source_have_none():
    counts = dict(Seat.objects.filter(body__key="lansstyrgruppen").values_list("role", "count"))
    assert counts == {
        "Divisionschef": None, "Socialchef": None, "Förvaltningschef": None, "Hälsovalschef": 1,
        "FoU-chef": 1, "Verksamhetschef Regionalt stöd, socialtjänst och vård": 1,
        "Närvårdskoordinator": 3,
    }  # fmt: skip


def test_who_decides_what():
    def bodies(action, subject):
        found = DecisionMandate.objects.filter(action=action, subjects__contains=[subject])
        return set(found.values_list("body__key", flat=True))

    assert bodies("decides", "roadmap") == {"nsv"}
    assert bodies("decides", "goal_image") == {"nsv"}
    assert bodies("decides", "initiative") == {"lansstyrgruppen"}
    assert bodies("decides", "scale_up") == {"lansstyrgruppen"}
    assert bodies("prepares", "initiative") == {"bg-barn"}
    assert bodies("receives", "initiative") == {"lrs"}


def test_the_vision_the_goal_image_and_the_goal_areas():
    assert GoalImage.objects.get().headline == "Hit ska vi 2035!"
    assert list(GoalArea.objects.values_list("name", "tagline")) == [
        ("Tillsammans", "genom delaktighet och samordning med individens fokus"),
        ("Nära", "genom tillgänglighet och kontinuitet"),
        (
            "God hälsa, vård och omsorg",
            "genom hälsofrämjande, förebyggande och rehabiliterande insatser",
        ),
    ]


def test_the_focus_areas_hold_2023_to_2027_by_the_decision_of_8_april_2022():
    for area in FocusArea.objects.all():
        assert (area.valid_from_year, area.valid_to_year) == (2023, 2027)
        assert area.decision.decided_on == date(2022, 4, 8)
        assert area.decision.body.key == "lansstyrgruppen"
        assert len(area.purposes.splitlines()) == 4
    assert Objective.objects.filter(focus_area__key="personcentrering").count() == 5
    assert Objective.objects.filter(focus_area__key="halsoframjande-forebyggande").count() == 4
    assert Objective.objects.get(key="hf4").reference == "SOU 2023:5"
    by_group = [
        DevelopmentArea.objects.filter(focus_area__key="personcentrering").count(),
        DevelopmentArea.objects.filter(focus_area__key="halsoframjande-forebyggande").count(),
        DevelopmentArea.objects.filter(focus_area=None, group__startswith="Stärkt").count(),
        DevelopmentArea.objects.filter(focus_area=None, group__startswith="Utveckling").count(),
    ]
    assert by_group == [7, 4, 7, 4]


def test_shifts_principles_and_success_factors_in_their_order():
    assert list(Shift.objects.values_list("name", flat=True)) == [
        "Från reaktiv till proaktiv",
        "Från organisation till person",
        "Från isolerad vård till samordning – utifrån individens fokus",
        "Från invånare som passiv mottagare till aktiv medskapare",
    ]
    assert list(GuidingPrinciple.objects.values_list("name", flat=True)) == [
        "Systemledning som styrlogik", "Riktning", "Implementering", "Uppföljning",
    ]  # fmt: skip
    assert SuccessFactor.objects.first().name == "Individens fokus – inga beslut om mig utan mig"
    assert TargetGroup.objects.filter(prioritised=True).count() == 0


def test_the_criteria_have_their_exact_names():
    assert list(Criterion.objects.values_list("code", "name", "met_at")) == [
        ("K1", "Ett tydligt uppdrag och beslut från Länsstyrgruppen", "decision"),
        ("K2", "Avsatta resurser tex ansvarig för uppdraget", "submission"),
        ("K3", "Ekonomi /finansiering är definierad", "submission"),
        ("K4", "Plan för uppföljning", "submission"),
        ("K5", "Ett test inför breddinförande", "submission"),
    ]


@pytest.mark.parametrize(
    ("key", "shown", "body", "number"),
    [
        ("d-2019", "2019", "nsv", ""),
        ("d-2020v", "våren 2020", "nsv", ""),
        ("d-2020-12", "december 2020", None, ""),
        ("d-2021-11", "november 2021", "lansstyrgruppen", "NSV21-0028-6"),
        ("d-2022-02", "februari 2022", "styrgrupp-projekt", ""),
        ("d-malbild", "den 11 mars 2022", "nsv", "NSV22-0008"),
        ("d-malbild-hm", "september 2022", None, ""),
        ("d-fokus", "den 8 april 2022", "lansstyrgruppen", ""),
        ("d-fortyd", "den 22 november 2022", "lansstyrgruppen", "NSV23-0008-6"),
        ("d-ind-sg", "januari 2023", "styrgrupp-projekt", ""),
        ("d-ind-utskick", "mars 2023", None, "NSV23-0008-8"),
        ("d-komplett", "den 31 mars 2023", "lansstyrgruppen", "NSV23-0008-7"),
        ("d-processledare", "den 21 april 2023", "lansstyrgruppen", ""),
        ("d-fouis", "2023", None, ""),
        ("d-fardplan-1", "den 9 februari 2024", None, ""),
        ("d-fardplan-2", "2025", None, ""),
        ("d-fardplan-3", "den 17 april 2026", "nsv", "NSV26-0031-1"),
    ],
)
def test_each_earlier_decision_with_what_is_known_of_it(key, shown, body, number):
    decision = HistoricDecision.objects.get(key=key)
    assert decision.known_date.replace("\xa0", " ") == shown
    assert (decision.body.key if decision.body else None) == body
    assert decision.diary_number == number


def test_what_was_no_decision_is_no_decision():
    others = HistoricDecision.objects.filter(is_decision=False).values_list("key", flat=True)
    assert set(others) == {"d-2022-02", "d-ind-sg", "d-ind-utskick"}
    assert "22-02-11" in HistoricDecision.objects.get(key="d-malbild").conflict
    assert HistoricDecision.objects.get(key="d-processledare").effective_from == date(2023, 8, 1)


def test_the_roadmap_in_force_and_its_document_information():
    edition = RoadmapEdition.objects.first()
    document = edition.document
    assert (edition.year, edition.period) == (2026, "2026–2035")
    assert document.name == "Färdplan för nära vård – god hälsa, vård och omsorg i Sörmland"
    assert (document.category, document.diary_number) == ("Handlingsplan", "NSV26-0031-1")
    assert (document.owner, document.decided_by.key) == ("Länsstyrgruppen i Sörmland", "nsv")
    assert document.validity == "2026-04-17 tills revidering är aktuell"
    approval = Approval.objects.get(edition=edition)
    assert (approval.decided_on, approval.step.body.key) == (date(2026, 4, 17), "nsv")


def test_the_edition_of_2025_is_known_by_its_year_alone():
    edition = RoadmapEdition.objects.get(year=2025)
    assert edition.document is None
    assert not edition.approvals.exists()
    assert not edition.areas.exists()
    assert "inte kända" in edition.summary


def test_areas_belong_to_the_edition_of_2024_with_the_typing_error_mended():
    assert set(EditionArea.objects.values_list("edition__year", flat=True)) == {2024}
    assert EditionArea.objects.first().name == "Delaktighet och personcentrering"


def test_steering_documents_and_their_numbers():
    numbered = {
        document.diary_number: document.name
        for document in SteeringDocument.objects.exclude(diary_number="")
    }
    assert numbered == {
        "NSV26-0031-1": "Färdplan för nära vård – god hälsa, vård och omsorg i Sörmland",
        "NSV22-0008": "Länsgemensam Målbild Nära vård i Sörmland",
        "NSV23-0008-3": "Sörmlands samverkansstruktur",
        "NSV20-0012-3": "Principer för inriktningen",
        "NSV21-0028-6": "Direktiv för projektet Nära vård i Sörmland",
        "NSV23-0008-6": "Förtydliganden kring arbetet inom samverkansstrukturen i Sörmland",
        "NSV23-0008-7": "Kompletterande process i samverkansstrukturen",
        "NSV23-0008-8": "Indikatorer för att följa utvecklingen till Nära vård i Sörmland",
        "NSV22-0026": "Sörmlands digitaliseringsstrategi",
    }
    old = SteeringDocument.objects.get(key="doc-fardplan-2024")
    assert (old.status, old.replaced_by.key) == ("replaced", "doc-fardplan-2026")


def test_the_results_of_2023_with_the_words_of_the_source():
    results = YearlyResult.objects.filter(year=2023)
    assert results.count() == 11
    assert [each.status for each in results] == ["klart"] * 8 + [
        "i drift", "genomförd", "förlängning beslutad",
    ]  # fmt: skip
    some = results.get(name="Beslutspunkter HSV 6 av 9 antagna")
    assert (some.adopted, some.out_of) == (6, 9)
    assert results.exclude(out_of=None).count() == 1


def test_seven_indicators_with_twenty_six_measures_of_which_two_are_shared():
    measured = {
        indicator.name: list(indicator.measures.values_list("name", flat=True))
        for indicator in Indicator.objects.all()
    }
    shared = ["Samordning av vård-och omsorgskontakter", "Samordning av vårdkontakter, region"]
    assert measured == {
        "Delaktighet": [
            "Patientrapporterad delaktighet, region", "Brukarrapporterad delaktighet, kommun",
            "Delaktighet i överenskommelse och planering",
            "Patientrapporterad delaktighet barn/unga",
        ],
        "Samordning": [
            "Antal Samordnad individuell plan (SIP)", "Utskrivningsklara patienter på sjukhus",
            "Oplanerade återinskrivningar", *shared,
        ],
        "Tillgänglighet": [
            "Medicinsk bedömning inom tre dagar, regionens primärvård",
            "Rapporterade distansbesök, region",
            "Möjlighet att träffa läkare vid behov i särskilt boende",
            "Läkarbesök i hemmet (inkl. särskilt boende)",
        ],
        "Kontinuitet": [
            *shared, "Kontinuitetsindex primärvårdsläkare, kronisk sjukdom",
            "Upplevd kontinuitet", "Personalkontinuitet, hemtjänst",
        ],
        "Hälsofrämjande": ["Självrapporterad hälsa", "Andel hälsosamtal"],
        "Förebyggande": [
            "Övervikt och obesitas i befolkningen", "Fallskador bland äldre",
            "Vårdtillfälle/100 000 invånare", "Riskförebyggande åtgärder i särskilt boende",
            "Antal sjukhusvårdade personer per 100 000, avsiktlig självdestruktiv handling",
            "Alkohol, narkotika, dopning, tobak och spel (ANDTS)", "Ofrivillig ensamhet",
            "Våldsutsatthet",
        ],
        "Rehabiliterande": [],
    }  # fmt: skip
    assert Measure.objects.count() == 26


def test_the_indicators_are_a_proposal_with_their_gaps_shown():
    assert set(Indicator.objects.values_list("status", flat=True)) == {"proposed"}
    assert Indicator.objects.exclude(gap="").get().name == "Rehabiliterande"
    assert Indicator.objects.get(key="rehabiliterande").gap == "Ej klart"
    missing = Measure.objects.get(status="missing")
    assert missing.name == "Våldsutsatthet"
    assert Measure.objects.get(key="m-sam-1").direction == "neutral"
    assert Measure.objects.get(key="m-for-6").status_note


def test_ongoing_work_with_the_state_in_the_words_of_the_source():
    words = dict(Project.objects.values_list("name", "state_words"))
    assert words["Tillsammans för unga vuxna"] == "pågående – förlängning beslutad"
    assert words["Yrkesresan, Barn och unga"] == "i drift"
    assert words["Gemensam utbildning i tjänstedesign"] == "genomförd"
    assert Project.objects.filter(state="ongoing").count() == 10
    assert Project.objects.get(key="i-egenmon").objective.key == "pc4"


def test_the_diary_holds_what_the_sources_give_a_number():
    assert DiarySeries.objects.get().prefix == "NSV"
    assert set(DiaryDocument.objects.exclude(number=None).values_list("number", flat=True)) == {
        "NSV20-0012-3", "NSV21-0028-6", "NSV23-0008-3", "NSV23-0008-6", "NSV23-0008-7",
        "NSV23-0008-8", "NSV26-0031-1",
    }  # fmt: skip
    assert set(
        DiaryDocument.objects.filter(number=None).values_list("case__number", flat=True)
    ) == {"NSV22-0008", "NSV22-0026"}


def test_one_case_holds_four_documents_and_its_namesake_of_another_year_one():
    case = DiaryCase.objects.get(number="NSV23-0008")
    assert [document.serial for document in case.documents.all()] == [3, 6, 7, 8]
    assert DiaryCase.objects.get(number="NSV22-0008").documents.count() == 1
    assert DiaryDocument.objects.get(number="NSV23-0008-6").dated == date(2022, 11, 22)


def test_the_next_case_of_2026_is_number_32():
    assert YearCounter.objects.get(year=2026).last == 31


@pytest.mark.parametrize(
    ("sentence", "reads"),
    [
        ("Inskickat till {receiver:s}", "Inskickat till LRS"),
        ("Skicka till {receiver:d}", "Skicka till verksamhetschefen för LRS"),
        ("Skicka till {preparatory_group:d}", "Skicka till beredningsgruppen"),
        ("{Steering_body:d} beslutar", "Länsstyrgruppen beslutar"),
        ("{Initiative:dp} i länet", "De gemensamma satsningarna i länet"),
        ("{need_steward:s} svarar", "FoUiS svarar"),
    ],
)
def test_sentences_read_right(sentence, reads):
    assert phrase(sentence) == reads


def test_the_template_has_every_field_that_submission_requires():
    required = TemplateField.objects.filter(requirement="submission")
    codes = set(required.values_list("code", flat=True))
    assert codes == {
        *(f"A{n}" for n in range(1, 7)), *(f"B{n}" for n in range(1, 9)), "B3b", "B8b",
        "C1", "C2", "C3", "C4", "C6", "C10", "D1", "D2", "D3", "D4", "D5", "D7", "D10",
    }  # fmt: skip
    shown = {
        code: set(TemplateField.objects.filter(criteria__code=code).values_list("code", flat=True))
        for code in ("K1", "K2", "K3", "K4", "K5")
    }
    assert shown == {
        "K1": {"C1"}, "K2": {"C2", "C3"}, "K3": {"C4"}, "K4": {"D3", "D4", "D5", "D7"},
        "K5": {"D2"},
    }  # fmt: skip
