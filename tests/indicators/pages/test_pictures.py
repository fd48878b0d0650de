"""Pictures to embed: well-formed, small, credited within, allowed on other sites, harmless."""

import pytest
from lxml import etree

from foundation.publishing.marking import every_path, tags_of
from foundation.publishing.rendering import render
from indicators.charts.render import LARGEST
from indicators.models import DataSeries

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = (
    "/matt/inom-tre.svg",
    "/matt/lakare.svg",
    "/matt/fall.svg",
    "/matt/pahittat.svg",
    "/indikatorer/tillgang.svg",
    "/indikatorer/hela.svg",
)


def drawn(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, etree.fromstring(answer.content)


def words(root):
    return [text.text for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("address", PICTURES)
@pytest.mark.parametrize("query", ["?v", "?bredd=smal"])
def test_a_picture_is_whole_small_and_says_what_it_shows(county, client, address, query):
    answer, root = drawn(client, address + query)
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert len(answer.content) < LARGEST
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text
    assert len(root.find(f"{SVG}desc").text) > 8
    assert float(root.get("width")) == (360 if "smal" in query else 800)


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_carries_its_source_and_its_address(county, client, address):
    _answer, root = drawn(client, f"{address}?v")
    said = " ".join(words(root))
    assert address.removesuffix(".svg") in said
    if address != "/indikatorer/hela.svg":
        assert "Källa:" in said


@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_needs_nothing_from_anywhere(county, client, address):
    answer, root = drawn(client, f"{address}?v")
    for node in root.iter():
        assert node.tag != f"{SVG}style"
        assert node.tag != f"{SVG}script"
        assert not {name for name in node.attrib if "href" in name or name in {"style", "onload"}}
    assert b"url(" not in answer.content


def test_other_sites_may_show_it_and_nothing_is_remembered_of_who_looked(county, client):
    answer, _root = drawn(client, "/matt/inom-tre.svg?v")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_an_invented_picture_says_so_in_title_words_and_description(county, client):
    _answer, root = drawn(client, "/matt/pahittat.svg?v")
    said = words(root)
    assert "DEMO" in said
    assert "Källa: påhittad demodata." in said
    assert any("DEMO, påhittade siffror" in each for each in said)
    assert root.find(f"{SVG}title").text.endswith("(DEMO)")
    assert root.find(f"{SVG}desc").text.startswith("Alla siffror är påhittade")
    assert not any("Källa: Kolada" in each for each in said)


def test_the_indicators_picture_marks_the_invented_rows(county, client):
    _answer, root = drawn(client, "/indikatorer/tillgang.svg?v")
    said = words(root)
    assert "6,0\u00a0dagar (2022) DEMO" in said
    assert "86,1\u00a0% (2024)" in said
    assert "Mått saknas" in said


def test_hostile_names_are_words_and_nothing_else(county, client):
    hostile = '<script>alert("å")</script> & Väster]]>by\x0b'
    DataSeries.objects.filter(external_id="N11111").update(name=hostile, unit=hostile)
    county.areas["9900"].name = hostile
    county.areas["9900"].save()
    for address in ("/matt/inom-tre.svg?v", "/indikatorer/tillgang.svg?v"):
        answer, root = drawn(client, address)
        assert b"<script" not in answer.content
        assert "alert" in " ".join(filter(None, root.itertext()))


def test_what_is_asked_for_is_what_is_drawn(county, client):
    _answer, root = drawn(client, "/matt/lakare.svg?omrade=9902")
    assert "Söderby: från 60,0\u00a0% (2020)" in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("address", ["/matt/vald.svg", "/matt/tomt.svg", "/matt/olast.svg"])
def test_there_is_no_picture_of_nothing(county, client, address):
    assert client.get(f"{address}?v").status_code == 404


def test_a_published_picture_may_still_be_shown_elsewhere(county):
    made = render("/matt/inom-tre.svg")
    assert made.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert made.headers["Content-Type"].startswith("image/svg+xml")


def test_every_page_of_figures_is_published_and_none_of_nothing(county):
    paths = [path for path in every_path() if path.startswith(("/matt/", "/indikatorer/"))]
    assert {"/indikatorer/", "/matt/inom-tre/", "/matt/inom-tre.svg"} <= set(paths)
    assert "/indikatorer/huvudman/kommun-9901/" in paths
    assert not [path for path in paths if "/varde/" in path]
    for path in paths:
        assert "indicators" in tags_of(path), path
    for path in paths[:4]:
        assert render(path) is not None, path
