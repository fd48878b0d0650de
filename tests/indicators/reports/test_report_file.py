"""The report as a file: what stands in it, as a screen reader meets it, and its conformance."""

import hashlib
import re

import pikepdf
import pytest
from django.utils import timezone

from indicators.models import Observation, Provenance
from indicators.reporting import document
from indicators.reporting.content import gather
from tests.indicators.reports.making import BREAK, NOTE, YEAR
from tests.support.pdf_reader import open_pdf, read_aloud
from tests.support.verapdf import ARCHIVE, UNIVERSAL_ACCESS, VeraPdf


@pytest.fixture(scope="module")
def read(reported):
    return read_aloud(bytes(reported.report.content))


@pytest.fixture(scope="module")
def told(read):
    return re.sub(r"\s+", " ", " ".join(each.text for each in read if each.tag == "Document"))


def test_the_worker_made_the_file_and_its_sum_is_kept(reported):
    report = reported.report
    assert report.state == "made"
    content = bytes(report.content)
    assert content.startswith(b"%PDF-1.7")
    assert report.size == len(content)
    assert report.sha256 == hashlib.sha256(content).hexdigest()
    assert not report.synthetic


@pytest.mark.verapdf
@pytest.mark.parametrize("profile", [ARCHIVE, UNIVERSAL_ACCESS])
def test_the_report_is_an_archive_and_accessible(verapdf: VeraPdf, reported, profile: str) -> None:
    assert verapdf.failures(bytes(reported.report.content), profile) == []


def test_it_calls_itself_a_report_and_not_a_draft(reported, told):
    with open_pdf(bytes(reported.report.content)) as found:
        assert str(found.docinfo["/Title"]) == f"Nära: hur det går, {YEAR}"
        assert str(found.Root.Lang) == "sv"
    assert "UTKAST" not in told


@pytest.mark.parametrize(
    "words",
    [
        "Målområdet följs med två indikatorer och fem mått. Två mått har siffror",
        "Ej klart: Rehabilitering.",
        "Mått saknas: Våldsutsatthet.",
        "Ingen källa är vald, så det finns inga siffror att visa: Antal planer.",
        "Det finns inga värden till och med 2025: Hembesök.",
        NOTE,
        "Om måttet personal.",
        BREAK,
        "Källan är föreslagen och inte bekräftad av länet.",
        "Källa: Kolada (N12345, 2018–2025, hämtad 2026-09-01). Ursprung: SKR.",
        "Källa: inmatat för hand i demonstrationen.",
        "Måttet delas med Kontinuitet och redovisas där.",
        "Ett resultat kan bero på mycket annat",
    ],
)
def test_what_stands_in_it(told, words):
    assert words in told.replace("\u00a0", " ")


@pytest.mark.parametrize("words", ["Ett utkast som ingen får se", "2026-", "DEMO", "Person member"])
def test_what_does_not_stand_in_it(told, words):
    # 2026-09-01 is when the figures were fetched.
    assert words not in told.replace("2026-09-01", "")


def test_latest_values_stand_in_tables_with_their_period(reported):
    content = gather(reported.registry.goal_area, YEAR)
    personal, doctor = content.indicators[0].measures
    assert [(each.area, each.text, each.period) for each in personal.latest] == [
        ("Norrby", "16,9", "2025"),
        ("Söderby", "19,9", "2025"),
        ("Östra Ån", "22,9", "2025"),
    ]
    assert [each.area for each in doctor.latest] == ["Provregionen", "Riket"]
    assert doctor.change[0] == "Det är 0,7 högre än 2024 (44,2\u00a0procent)."


def test_each_chart_has_words_for_who_cannot_see_it(read):
    tags = [each.tag for each in read]
    assert tags.count("Figure") == 2
    assert tags.count("Table") >= 3
    assert tags.index("H1") < tags.index("H2")


def test_the_words_for_a_chart_say_what_it_shows(reported):
    with open_pdf(bytes(reported.report.content)) as found:
        said = [
            str(each.Alt)
            for each in found.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        ]
    assert len(said) == 2
    assert all("2018" in text and len(text) > 100 for text in said)


def test_a_missing_latest_value_says_so_and_an_older_one_shows_its_year(made):
    from tests.indicators.reports.making import fill

    fill(made)
    norrby = made.areas["0480"]
    Observation.objects.filter(area=norrby, year=2025).update(value=None)
    Observation.objects.filter(area=made.areas["0482"]).update(value=None)
    personal = gather(made.goal_area, YEAR).indicators[0].measures[0]
    said = {each.area: (each.text, each.period) for each in personal.latest}
    assert said["Norrby"] == ("16,2", "2024")
    assert said["Östra Ån"] == ("uppgift saknas", "")


def test_figures_after_the_year_are_left_out(made):
    from tests.indicators.reports.making import fill

    fill(made)
    parts = gather(made.goal_area, 2020).indicators
    periods = {each.period for part in parts for m in part.measures for each in m.latest}
    assert periods == {"2020"}
    assert parts[0].reflections == []


def test_invented_figures_are_said_to_be_that_everywhere(made):
    from tests.indicators.reports.making import fill, make_report_of

    fill(made)
    Observation.objects.filter(series=made.machine).update(provenance=Provenance.DEMO)
    report = make_report_of(made)
    assert report.synthetic
    words = " ".join(each.text for each in read_aloud(bytes(report.content)))
    assert "DEMO – rapporten innehåller påhittade siffror" in words
    assert "Källa: påhittad demodata." in words
    assert "Källa: Kolada" not in words


def test_the_same_figures_and_moment_give_the_same_bytes(reported):
    made_at = timezone.now()
    first = document.render(reported.report, made_at=made_at)
    assert document.render(reported.report, made_at=made_at) == first


def test_the_queries_are_the_same_however_many_measures(made, django_assert_max_num_queries):
    from indicators.models import Measure
    from tests.indicators.registry import make_series, observe

    for number in range(12):
        measure = Measure.objects.create(key=f"m{number}", name=f"Mått {number}", order=number)
        measure.indicators.add(made.indicator)
        observe(make_series(measure, f"N7000{number}"), made.areas["0480"], 2024, 1.0)
    with django_assert_max_num_queries(8):
        assert len(gather(made.goal_area, YEAR).indicators[0].measures) == 14
