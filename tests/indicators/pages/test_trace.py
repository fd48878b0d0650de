"""Every figure on a page leads to where it comes from; the trace tells everything it has been."""

import re

import pytest

from indicators.models import Observation


def text(node):
    return re.sub(r"[ \n\t]+", " ", node.text_content()).strip()


def said(page):
    return text(page.xpath("//main")[0])


def test_every_stored_figure_on_a_page_is_a_link_that_works(county, page, client):
    for key in ("inom-tre", "lakare", "fall"):
        links = set(page(f"/matt/{key}/").xpath("//figure//td/a/@href"))
        assert len(links) > 5
        for link in sorted(links)[::5]:
            assert client.get(link).status_code == 200, link


def test_the_trace_tells_source_period_fetch_time_and_revision(county, page):
    found = page("/matt/inom-tre/varde/kolada-n11111/9900/2023/")
    words = said(found)
    assert text(found.xpath("//h1")[0]) == "Provregionen 2023: 85,3\u00a0%"
    assert "Källa: Kolada (N11111, 2023, hämtad 2026-09-01). Ursprung: Socialstyrelsen." in words
    assert "Reviderad" in words
    assert "85,9\u00a0%85,3\u00a0%" in words
    assert [text(row.xpath("./th")[0]) for row in found.xpath("//table[1]/tbody/tr")][:3] == [
        "Totalt", "Kvinnor", "Män",
    ]  # fmt: skip


def test_a_preliminary_and_a_withdrawn_value_are_called_so(county, page):
    words = said(page("/matt/inom-tre/varde/kolada-n11111/9900/2024/"))
    assert "Kan vara preliminär." in words
    words = said(page("/matt/lakare/varde/kolada-u22222/9904/2021/"))
    assert "Borttagen hos källan." in words
    assert "Ängeby 2021: uppgift saknas" in words


def test_a_group_names_its_members(county, page):
    words = said(page("/matt/inom-tre/varde/kolada-n11111/G2/2024/"))
    assert "Region Ett, Region Två." in words
    assert "Medel av 2 områden." in words


def test_an_invented_figure_is_traced_to_nobody(county, page):
    found = page("/matt/pahittat/varde/kolada-n44444/9900/2022/")
    words = said(found)
    assert "Källa: påhittad demodata." in words
    assert "Påhittad demodata" in words
    assert "Källa: Kolada" not in words
    assert found.xpath("//title")[0].text.startswith("DEMO: ")
    assert found.xpath("//*[@class='demo-banner']")


def test_the_sources_own_status_is_kept(county, page):
    Observation.objects.filter(series=county.series["U22222"], year=2022, value=None).update(
        status="Missing"
    )
    words = said(page("/matt/lakare/varde/kolada-u22222/9901/2022/"))
    assert "Källans status: Missing." in words
    assert "uppgift saknas" in words


@pytest.mark.parametrize(
    "place",
    [
        "kolada-n11111/9900/1999",
        "kolada-n11111/1480/2023",
        "kolada-u22222/9901/2022",
        "kolada-n11111/9900/2023-13",
        "finns-inte/9900/2023",
    ],
)
def test_what_is_not_there_is_not_found(county, client, place):
    assert client.get(f"/matt/inom-tre/varde/{place}/").status_code == 404


def test_a_median_leads_to_the_kommuner_it_is_made_of(county, page, client):
    link = page("/matt/lakare/").xpath("//p[@class='lead']//a/@href")[0]
    assert link == "/matt/lakare/varde/kolada-u22222/median/2024/"
    found = page(link)
    assert text(found.xpath("//h1")[0]) == "Medianen av länets kommuner 2024: 64,0\u00a0%"
    assert "3 av länets 4 kommuner har ett värde." in said(found)
    rows = {
        text(row.xpath("./th")[0]): text(row.xpath("./td")[0])
        for row in found.xpath("//table/tbody/tr")
    }
    assert rows == {
        "Norrby": "54,5", "Söderby": "64,0", "Östra Ån": "uppgift saknas", "Ängeby": "74,0",
    }  # fmt: skip
    assert text(found.xpath("//table/tfoot//td")[0]) == "64,0"
    for address in found.xpath("//table/tbody//a/@href"):
        assert client.get(address).status_code == 200, address


def test_every_median_on_the_page_says_how_many_it_is_of_and_leads_on(county, page, client):
    table = page("/matt/lakare/").xpath("//figure[@id='utveckling']//table")[0]
    medians = table.xpath(".//tbody/tr/td[1]")
    assert text(medians[0]) == "64,0av 3 kommuner"
    for each in medians:
        link = each.xpath("./a/@href")[0]
        assert client.get(link).status_code == 200, link


def test_there_is_no_median_of_too_few(county, client):
    for period in ("2019", "1899", "2024-13"):
        address = f"/matt/lakare/varde/kolada-u22222/median/{period}/"
        assert client.get(address).status_code == 404, period
    assert client.get("/matt/lakare/varde/kolada-n11111/median/2024/").status_code == 404
