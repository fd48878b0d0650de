"""The overview, an indicator and a huvudman: values with periods, gaps in words, nothing hidden."""

import re

from indicators import steering
from indicators.models import Measure, MeasureSource, Reflection, Refresh, SeriesRead
from indicators.steering import Steering
from tests.factories import make_body, make_user
from tests.indicators.pages.figures_county import FETCHED, SINCE


def text(node):
    return re.sub(r"[ \n\t]+", " ", node.text_content()).strip()


def said(page):
    return text(page.xpath("//main")[0])


def rows_of(page):
    """{measure: what its row says}."""
    found = page.xpath("//ul[@class='measures']/li")
    return {text(each.xpath(".//a")[0]): text(each) for each in found}


def test_the_overview_counts_what_there_is_and_what_has_values(county, page):
    found = page("/indikatorer/")
    assert text(found.xpath("//h1")[0]).startswith("Två indikatorer med sju mått")
    assert "Fyra mått har värden i dag." in said(found)


def test_each_measure_has_its_latest_value_with_period_and_whose_it_is(county, page):
    rows = rows_of(page("/indikatorer/"))
    assert "86,1\u00a0%" in rows["Inom tre dagar"]
    assert "Provregionen 2024" in rows["Inom tre dagar"]
    assert "Median av länets kommuner 2024" in rows["Läkare vid behov"]
    assert "slutenvårdstillfällen per 100\u00a0000 invånare 65+" in rows["Fallskador"]


def test_every_value_in_a_list_leads_to_where_it_comes_from(county, page):
    for address in ("/indikatorer/", "/indikatorer/tillgang/"):
        rows = page(address).xpath("//ul[@class='measures']/li")
        valued = [each for each in rows if each.xpath(".//strong")]
        assert valued, address
        for each in valued:
            link = each.xpath(".//strong/parent::a/@href")[0]
            trace = page(link)
            assert text(each.xpath(".//strong")[0]) in said(trace), link
            assert ("Kommer från" in said(trace)) != ("Egen beräkning" in said(trace)), link


def test_gaps_are_said_and_neither_hidden_nor_zero(county, page):
    found = page("/indikatorer/")
    rows = rows_of(found)
    assert rows["Våldsutsatthet"].endswith("Mått saknas")
    assert rows["Mått utan källa"].endswith("Ingen föreslagen källa")
    assert rows["Mått utan värden"].endswith("Uppgift saknas")
    assert "Rehabiliterande: Ej klart" in said(found)
    assert not [row for row in rows.values() if re.search(r"(?<![\d,])0(,0)?\s", row)]


def test_the_standing_of_the_source_is_beside_each_measure(county, page):
    assert (
        "Bedömda inom tre dagar · föreslagen källa"
        in rows_of(page("/indikatorer/"))["Inom tre dagar"]
    )
    MeasureSource.objects.filter(key="inom-tre-n11111").update(standing="confirmed")
    assert "bekräftad källa" in rows_of(page("/indikatorer/"))["Inom tre dagar"]


def test_a_sparkline_says_from_what_to_what(county, page):
    found = page("/indikatorer/").xpath("//li[contains(., 'Inom tre dagar')]//svg")[0]
    assert found.get("role") == "img"
    assert found.get("aria-label") == "Provregionen: från 80,0 (2018) till 86,1 (2024)."


def test_invented_values_are_marked_row_by_row_and_on_the_page(county, page):
    found = page("/indikatorer/")
    assert found.xpath("//*[@class='demo-banner']")
    rows = rows_of(found)
    assert "DEMO" in rows["Påhittat mått"]
    assert "DEMO" not in rows["Inom tre dagar"]


def test_a_source_that_was_turned_down_gives_no_value(county, page):
    MeasureSource.objects.filter(key="inom-tre-n11111").update(standing="rejected")
    assert rows_of(page("/indikatorer/"))["Inom tre dagar"].endswith("Ingen föreslagen källa")


def test_the_indicator_lists_its_measures_with_their_values(county, page):
    found = page("/indikatorer/tillgang/")
    assert len(rows_of(found)) == 7
    row = rows_of(found)["Inom tre dagar"]
    assert "86,1\u00a0%" in row
    assert "Provregionen 2024" in row
    # Each measure stands once, with what is said of it in its own row.
    assert said(found).count("Inom tre dagar") == 2  # the link, and the link's words to its figure
    assert "Inget gemensamt arbete har angett" in said(found)


def test_an_indicator_without_measures_says_that_it_is_not_finished(county, page):
    words = said(page("/indikatorer/hela/"))
    assert "Ej klart" in words
    assert "Det finns inga mått för indikatorn än." in words


def test_a_shared_measure_names_the_other_indicator(county, page):
    Measure.objects.get(key="fall").indicators.add(county.indicators["hela"])
    words = said(page("/indikatorer/tillgang/"))
    assert "Samma mått följs också under Rehabiliterande." in words


def test_work_that_steers_here_is_listed_once(county, page):
    keys = [county.measures[key].pk for key in ("inom-tre", "fall")]
    steering.register(
        lambda _k: [Steering(key, "Snabb väg in", "/satsningar/1/", SINCE) for key in keys]
    )
    links = page("/indikatorer/tillgang/").xpath("//a[@href='/satsningar/1/']")
    assert len(links) == 1


def test_published_reflections_are_read_and_drafts_are_not(county, page):
    body, writer = make_body("natverket", "Nätverket"), make_user("skribent")
    for state, words in (("published", "Fler ringer i tid."), ("draft", "Ett utkast.")):
        Reflection.objects.create(
            indicator=county.indicators["tillgang"], body=body, year=2024, text=words, state=state,
            written_by=writer, published_at=FETCHED,
        )  # fmt: skip
    for address in ("/indikatorer/tillgang/", "/matt/inom-tre/"):
        words = said(page(address))
        assert "Fler ringer i tid." in words, address
        assert "Ett utkast." not in words, address


def test_a_huvudman_has_its_own_values_and_its_own_gaps(county, page):
    found = page("/indikatorer/huvudman/kommun-9902/")
    rows = rows_of(found)
    assert set(rows) == {"Läkare vid behov", "Påhittat mått"}
    assert "64,0\u00a0%" in rows["Läkare vid behov"]
    assert "Söderby 2024" in rows["Läkare vid behov"]
    words = said(found)
    assert text(found.xpath("//h1")[0]) == "Söderby kommun har värden för två mått"
    assert "Våldsutsatthet Mått saknas" in words
    assert "Inom tre dagar Uppgift saknas" in words


def test_a_value_is_shown_with_its_own_year(county, page):
    row = rows_of(page("/indikatorer/huvudman/kommun-9903/"))["Läkare vid behov"]
    assert "42,0\u00a0%" in row
    assert "2022" in row


def test_only_the_countys_own_have_a_page(county, client):
    assert client.get("/indikatorer/huvudman/finns-inte/").status_code == 404


def test_the_lists_lead_to_each_other(county, page):
    links = page("/indikatorer/").xpath("//main//a/@href")
    assert "/matt/inom-tre/" in links
    assert "/indikatorer/huvudman/kommun-9901/" in links
    assert "/indikatorer/tillgang/" in links


def test_measures_that_could_not_be_read_are_named_in_every_list(county, page):
    addresses = ("/indikatorer/", "/indikatorer/tillgang/", "/indikatorer/huvudman/regionen/")
    for address in addresses:
        assert "kunde inte hämtas" not in said(page(address))
    run = Refresh.objects.create(source_key="kolada", status="partial", asked_at=FETCHED)
    SeriesRead.objects.create(
        refresh=run, series=county.series["N11111"], batch=1, state="failed", ended_at=FETCHED
    )
    for address in addresses:
        words = said(page(address))
        assert "Alla nya värden kunde inte hämtas" in words, address
        assert "den 1 september 2026, gick ett mått inte att läsa" in words.replace("\u00a0", " ")


def test_the_countys_own_median_is_never_credited_to_the_source_alone(county, client):
    picture = client.get("/indikatorer/tillgang.svg").content.decode()
    assert "Egen beräkning av länets" in " ".join(re.findall(r">([^<]+)<", picture))
