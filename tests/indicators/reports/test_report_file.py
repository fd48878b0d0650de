"""The report as a file: what stands in it, as a screen reader meets it, and its conformance."""

import hashlib
import re

import pikepdf
import pytest
from django.utils import timezone

from indicators.models import Observation, Provenance, SeriesBreak
from indicators.reporting import document
from indicators.reporting.content import gather
from tests.indicators.reports.making import BREAK, NOTE, YEAR
from tests.support.pdf_reader import open_pdf, page_texts, read_aloud
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
        assert str(found.docinfo["/Title"]) == f"Nära: hur det går, rapport {YEAR}"
        assert str(found.Root.Lang) == "sv"
    assert "UTKAST" not in told


@pytest.mark.parametrize(
    "words",
    [
        "Två mått har siffror; de senaste värdena är från 2025.",
        "Målområdet följs med två indikatorer och fem mått.",
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
        ("Median av länets kommuner", "19,9", "2025"),
        ("Norrby", "16,9", "2025"),
        ("Söderby", "19,9", "2025"),
        ("Östra Ån", "22,9", "2025"),
    ]
    assert personal.latest[0].note == "egen beräkning"
    assert [each.area for each in doctor.latest] == ["Provregionen", "Riket"]
    assert doctor.change[0] == "Det är 0,7 högre än 2024 (44,2\u00a0procent)."


def test_the_text_begins_with_what_is_counted_of_whom_how_much_and_when(reported, told):
    personal, doctor = gather(reported.registry.goal_area, YEAR).indicators[0].measures
    assert personal.lead == (
        "Serie egen-personal: Medianen av länets kommuner låg på 19,9 år 2025."
    )
    assert doctor.lead == "Serie N12345: Provregionen låg på 44,9\u00a0procent år 2025."
    lead, change = (each.replace("\u00a0", " ") for each in (doctor.lead, doctor.change[0]))
    assert lead in told
    assert told.index(lead) < told.index(change)


def test_what_the_heading_says_is_not_said_again(made):
    from tests.indicators.reports.making import fill

    fill(made)
    type(made.manual).objects.filter(pk=made.manual.pk).update(
        name=made.measure.name, unit="olika personer på 14 dagar"
    )
    personal = gather(made.goal_area, YEAR).indicators[0].measures[0]
    assert personal.lead == (
        "Medianen av länets kommuner låg på 19,9 år 2025, mätt i olika personer på 14 dagar."
    )


def test_the_average_that_the_text_speaks_of_stands_first_in_the_table(made):
    from indicators.models import GroupRoster, StatisticalArea
    from tests.indicators.reports.making import fill, fill_series

    fill(made)
    average = StatisticalArea.objects.create(
        key="snitt", name="Länets kommuner (ovägt medel)", code="G1", order=9,
        kind="group", role="reference",
    )  # fmt: skip
    kommuner = ["0480", "0481", "0482"]
    GroupRoster.objects.create(group=average, title="T", members=kommuner, seen_at=timezone.now())
    made.areas["G1"] = average
    fill_series(made.manual, made, level=18.0, areas=("G1",))
    personal = gather(made.goal_area, YEAR).indicators[0].measures[0]
    assert [(each.area, each.text) for each in personal.latest][:2] == [
        ("Länets kommuner (ovägt medel)", "22,9"),
        ("Norrby", "16,9"),
    ]
    assert "Länets kommuner (ovägt medel) låg på 22,9 år 2025" in personal.lead


def test_the_years_are_those_of_the_latest_values_and_not_the_reports(made):
    from tests.indicators.reports.making import fill, make_report_of

    fill(made)
    Observation.objects.filter(series=made.machine, year__gt=2021).delete()
    assert gather(made.goal_area, YEAR).latest_years == "2021–2025"
    assert gather(made.goal_area, 2020).latest_years == "2020"
    report = make_report_of(made)
    words = re.sub(r"\s+", " ", read_aloud(bytes(report.content))[0].text)
    assert "det senaste värdet är från 2021–2025, olika för olika mått." in words
    assert "Senaste värden från 2021–2025" in words


def test_what_to_bear_in_mind_comes_before_the_first_measure_and_sources_once(told):
    assert told.index("Ett resultat kan bero på") < told.index("Serie egen-personal")
    assert "Medianer och skillnader är egna beräkningar." in told
    assert told.count("Källa: inmatat för hand") == 1


def test_a_page_has_its_number_once_and_the_edition_once(reported):
    pages = page_texts(bytes(reported.report.content))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.count("Utgåva 1") == 1
        assert page.count(f"{number} ({len(pages)})") == 1


def test_a_measure_is_not_torn_between_pages(made):
    from indicators.models import Measure
    from tests.indicators.registry import make_series
    from tests.indicators.reports.making import fill_series, make_report_of

    for number in range(5):
        measure = Measure.objects.create(key=f"m{number}", name=f"Mått {number}", order=number + 5)
        measure.indicators.add(made.indicator)
        series = make_series(measure, f"N7000{number}", source_key="manual", unit=f"enhet {number}")
        places = ("0480", "0481", "0482")[: 1 + number % 3]
        fill_series(series, made, level=30.0 + number, areas=("0004", *places, "0000"))
        note = f"Ny fråga i mått {number}."
        SeriesBreak.objects.create(key=f"b{number}", series=series, year=2020, explanation=note)
    pages = page_texts(bytes(make_report_of(made).content))
    assert len(pages) > 2
    for number in range(5):
        here = [page for page in pages if f"Ny fråga i mått {number}." in page]
        assert len(here) == 1
        for words in (f"Mått {number}\n", f"Serie N7000{number}: ", f"Serie N7000{number}, enhet"):
            assert words in here[0]


def test_one_value_alone_is_told_and_not_drawn(made):
    from tests.indicators.registry import observe

    observe(made.machine, made.areas["0004"], 2024, 1200.0)
    part = gather(made.goal_area, YEAR).indicators[0].measures[1]
    assert part.lead == "Serie N12345: Provregionen låg på 1\u00a0200,0\u00a0procent år 2024."
    assert document.drawn(part) == ""
    observe(made.machine, made.areas["0004"], 2025, 1250.0)
    assert "<svg" in document.drawn(gather(made.goal_area, YEAR).indicators[0].measures[1])


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
