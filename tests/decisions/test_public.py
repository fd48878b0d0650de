"""The public list: what is registered and disclosed, what is older, and never more."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.models import HistoricDecision
from decisions import public
from decisions.models import Decision
from diary import services as diary
from foundation.publishing.marking import tags_of
from tests.decisions.support import TITLES


@pytest.fixture
def historic(at):
    make = HistoricDecision.objects.create
    make(
        key="malbild", title="Målbilden godkänns", decided_on=date(2022, 3, 11),
        diary_number="PL22-0008", body=at.world.steering,
    )  # fmt: skip
    make(
        key="uppdrag", title="Projektdirektiv", decided_on=date(2021, 11, 1), date_precision="month"
    )
    make(key="start", title="Arbetet inleds", decided_on=date(2020, 3, 1), date_precision="season")
    make(key="okant", title="Okänt datum", date_precision="unknown")
    make(key="utskick", title="Utskick", decided_on=date(2023, 3, 1), is_decision=False)


def body(client, address="/beslut/?ar="):
    """Rendered for this request: the published bytes are tried where pages are published."""
    return client.get(address).content.decode()


def test_nothing_is_listed_before_it_is_diarised(client, at):
    decision = at.decided()
    assert TITLES[0] not in body(client)
    number = at.diarise(decision).number
    page = body(client)
    assert TITLES[0] in page
    assert f'href="/diarium/{number}/"' in page
    assert "Styrgruppen i Provlandet" in page


def test_dates_are_as_exact_as_they_are_known(client, historic):
    page = body(client)
    shown = [page.index(words) for words in (
        "2022-03-11", "november\xa02021", "våren\xa02020", "datum okänt"
    )]  # fmt: skip
    assert shown == sorted(shown)
    assert "Utskick" not in page
    assert "PL22-0008" in page
    assert 'href="/diarium/PL22-0008/"' not in page
    assert "nummer okänt" in page
    assert "uppgift saknas" in page


def test_a_year_shows_that_year(client, at, historic):
    at.diarise(at.decided())
    page = body(client, "/beslut/?ar=2022")
    assert "Målbilden godkänns" in page
    assert "Projektdirektiv" not in page
    assert "Ett beslut år 2022" in page
    assert client.get("/beslut/?ar=nonsens").status_code == 404
    assert client.get("/beslut/?ar=99999").status_code == 404
    assert "Inga beslut att visa" in body(client, "/beslut/?ar=1999")
    assert public.years()[-3:] == [2022, 2021, 2020]


def test_an_empty_register_says_what_comes(client, at):
    assert "När ett beslut har diarieförts visas det här" in body(client)


def test_what_the_register_hides_is_not_listed(client, at):
    secret, void = at.decided(), at.decided(title=TITLES[1])
    for decision in (secret, void):
        at.diarise(decision)
    assert TITLES[0] in body(client)
    diary.mark_secret(
        document=Decision.objects.get(pk=secret.pk).document, provision="OSL 26 kap. 1 §",
        authority="Provregionen", actor=at.world.registrar,
    )  # fmt: skip
    page = body(client)
    assert TITLES[0] not in page
    assert TITLES[1] in page


def test_the_page_belongs_to_decisions_and_to_the_register(at):
    assert set(tags_of("/beslut/")) == {"decisions", "diary"}
    assert public.paths() == ["/beslut/"]


def test_one_row_by_its_place(at):
    at.diarise(at.decided())
    rows = public.public_decisions()
    assert len(rows) == 1
    assert rows[0].outcome == "Bifall"


def test_the_list_makes_a_constant_number_of_queries(client, at, historic):
    at.diarise(at.decided())
    body(client)
    with CaptureQueriesContext(connection) as few:
        body(client)
    for title in TITLES[1:3]:
        at.diarise(at.decided(title=title))
    with CaptureQueriesContext(connection) as many:
        body(client)
    assert len(many) == len(few)
    assert len(many) <= 14


def test_the_page_sets_no_cookie(client, at):
    assert not client.get("/beslut/?ar=").cookies
