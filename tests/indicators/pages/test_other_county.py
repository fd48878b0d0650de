"""A county without indicators: the pages make sense, and nothing leads to them."""

import pytest

from foundation.publishing.marking import every_path
from tests.roadmap.conftest import loaded


@pytest.fixture(scope="module")
def empty_file(django_db_setup, django_db_blocker):
    with loaded("vasternorrland", django_db_blocker):
        yield


@pytest.fixture
def empty(empty_file, db):
    """Västernorrland, with what a test changes undone after it."""


def test_the_list_says_that_nothing_is_followed_yet(empty, client):
    answer = client.get("/indikatorer/", {"v": ""})
    assert answer.status_code == 200
    assert "Länet följer inga gemensamma indikatorer än" in answer.content.decode()


def test_the_navigation_has_no_entry(empty, client):
    assert 'href="/indikatorer/"' not in client.get("/", {"v": ""}).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/indikatorer/samordning/",
        "/indikatorer/samordning.svg",
        "/indikatorer/huvudman/sundsvall/",
        "/matt/m-sam-1/",
        "/matt/m-sam-1.svg",
        "/matt/m-sam-1/varde/kolada-u79135/0022/2022/",
    ],
)
def test_what_another_county_follows_is_not_found(empty, client, address):
    assert client.get(address, {"v": ""}).status_code == 404


def test_only_the_list_is_published(empty):
    assert [path for path in every_path() if path.startswith(("/matt/", "/indikatorer/"))] == [
        "/indikatorer/"
    ]


def test_no_word_of_the_other_county_is_on_the_page(empty, client):
    content = client.get("/indikatorer/", {"v": ""}).content.decode()
    for word in ("Länsstyrgruppen", "NSV", "FoUiS", "LRS", "Sörmland"):
        assert word not in content
