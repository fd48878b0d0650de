"""What no server we know answers, but one might; and the pace."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from indicators.sources import base, fetching
from indicators.sources.base import SourceError, Tally
from indicators.sources.fetching import Fetcher, Patience
from indicators.sources.kolada import Kolada
from indicators.sources.pxweb_v1 import PxWebV1
from indicators.sources.pxweb_v2 import PxWebV2

QUICK = Patience(first_wait=0.01, longest_wait=0.02, jitter=0)
ASKED = (["N01951"], ["0480"], [2020])


def answering(*responses):
    """A server that gives these answers in turn, and then the last one for ever."""
    left = list(responses)
    return httpx2.MockTransport(lambda _request: left.pop(0) if len(left) > 1 else left[0])


def kolada(*responses):
    return Kolada("https://x.test/v3", interval=0, patience=QUICK, transport=answering(*responses))


def page(*rows, **more):
    return httpx2.Response(200, json={"values": list(rows), "next_url": None, **more})


def row(**changes):
    value = {"gender": "T", "count": 1, "status": "", "value": 1.5, "isdeleted": False}
    given = {"kpi": "N01951", "municipality": "0480", "period": 2020, "values": [value]}
    return given | changes


def value(**changes):
    return {"gender": "T", "count": 1, "status": "", "value": 1.5, "isdeleted": False} | changes


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ([], "listan med värden saknas"),
        ({"values": None}, "listan med värden saknas"),
        ({"detail": "x"}, "listan med värden saknas"),
        ({"values": [1]}, "en rad är inte ett objekt"),
        ({"values": [], "next_url": 2}, "länken till nästa sida är inte en text"),
        (
            {"values": [], "next_url": "https://x.test:port/"},
            "länken till nästa sida går inte att läsa",
        ),
        ({"values": [row(kpi=None)]}, "en rad saknar nyckeltal, område eller värden"),
        ({"values": [row(values={})]}, "en rad saknar nyckeltal, område eller värden"),
        ({"values": [row(values=[1])]}, "ett värde i N01951/0480/2020 är inte ett objekt"),
        ({"values": [row(period=True)]}, "har perioden ”True”"),
        ({"values": [row(period=2020.0)]}, "har perioden ”2020.0”"),
        ({"values": [row(period=None)]}, "har perioden ”None”"),
        ({"values": [row(values=[value(value=True)])]}, "ett värde som inte är ett tal"),
        ({"values": [row(values=[value(value="1,5")])]}, "ett värde som inte är ett tal"),
        ({"values": [row(values=[value(value=10**400)])]}, "ett värde som inte är ett tal"),
    ],
)
def test_an_answer_built_otherwise_is_an_error_that_says_so(tally, body, sentence):
    with pytest.raises(SourceError) as error:
        list(kolada(httpx2.Response(200, json=body)).read(*ASKED, tally))
    assert str(error.value) == f"Kolada svarade i ett oväntat format: {_place(sentence)}."


def _place(sentence):
    if sentence.startswith("har"):
        return f"N01951/0480 {sentence}"
    return f"N01951/0480/2020 har {sentence}" if sentence.endswith("ett tal") else sentence


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_in_json_is_broken_json(tally, text):
    body = f'{{"values": [{{"value": {text}}}], "next_url": null}}'
    with pytest.raises(SourceError, match="trasig JSON"):
        list(kolada(httpx2.Response(200, text=body)).read(*ASKED, tally))


def test_a_number_beyond_all_is_no_number(tally):
    body = page(row(values=[value(value=12345.5)])).text.replace("12345.5", "1e999")
    with pytest.raises(SourceError, match="inte är ett tal"):
        list(kolada(httpx2.Response(200, text=body)).read(*ASKED, tally))


def test_what_is_optional_may_be_absent(tally):
    bare = row(values=[{"gender": "T", "value": 7}])
    (reading,) = kolada(page(bare)).read(*ASKED, tally)
    assert (reading.value, reading.status, reading.count) == (7.0, "", 1)
    assert reading.withdrawn is False


def test_a_deleted_value_has_no_value_whatever_stands_there(tally):
    (reading,) = kolada(page(row(values=[value(isdeleted=True, value=3)]))).read(*ASKED, tally)
    assert (reading.value, reading.withdrawn) == (None, True)


def test_a_relative_link_is_followed(tally):
    first = page(row(), next_url="/v3/data?page=2")
    second = page(row(values=[value(gender="K")]))
    assert [r.gender for r in kolada(first, second).read(*ASKED, tally)] == ["T", "K"]


@pytest.mark.parametrize("link", ["http://x.test/v3/data", "https://x.test:8443/v3/data", "//y/z"])
def test_same_server_means_same_scheme_and_port(tally, link):
    with pytest.raises(SourceError, match="annan server"):
        list(kolada(page(row(), next_url=link)).read(*ASKED, tally))
    assert tally.requests == 1


def test_a_strange_date_is_noted_not_guessed(tally):
    facts = {"id": "N01951", "title": "Invånare", "publication_date": "i vår"}
    (found,) = kolada(page(facts)).describe(["N01951"], tally)
    assert found.publication_date is None
    assert tally.notes == ["N01951: datumet ”i vår” i publication_date gick inte att tolka."]


@pytest.mark.parametrize("facts", [{"title": "Invånare"}, {"id": "N01951", "title": ""}])
def test_facts_without_name_are_an_error(tally, facts):
    with pytest.raises(SourceError, match=r"fältet \w+ saknas"):
        list(kolada(page(facts)).describe(["N01951"], tally))


def test_a_group_without_members_is_an_error(tally):
    with pytest.raises(SourceError, match="gruppen G1 saknar medlemmar"):
        list(kolada(page({"id": "G1", "title": "x"})).groups(["G1"], tally))


def test_nothing_asked_for_is_nothing_asked(tally):
    source = kolada(httpx2.Response(500))
    assert list(source.describe([], tally)) == list(source.groups([], tally)) == []
    assert tally.requests == 0


def test_a_redirect_is_not_followed(tally):
    moved = httpx2.Response(301, headers={"Location": "https://y.test/"})
    with pytest.raises(SourceError, match="en annan adress"):
        list(kolada(moved).read(*ASKED, tally))
    assert tally.requests == 1


def test_an_answer_that_cannot_be_unpacked(tally):
    broken = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=_Bytes(b"not gzip"))
    with pytest.raises(SourceError, match="gick inte att packa upp"):
        list(kolada(broken).read(*ASKED, tally))


class _Bytes(httpx2.SyncByteStream):
    def __init__(self, content):
        self.content = content

    def __iter__(self):
        yield self.content


def test_an_address_that_is_none_is_said(tally):
    with pytest.raises(SourceError, match="Adressen till Kolada är felaktig"):
        list(Kolada("ftp://x.test", interval=0).read(*ASKED, tally))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("7", 7.0),
        ("86400", 60.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        (format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True), 0.0),
        (format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True), 60.0),
    ],
    ids=["seconds", "a day", "nothing", "words", "less than nothing", "a past day", "a coming day"],
)
def test_how_long_a_source_asks_us_to_wait(header, expected):
    fetcher = Fetcher("https://x.test", "Källan")
    response = httpx2.Response(429, headers={"Retry-After": header} if header else {})
    assert fetcher._asked_to_wait(response) == expected


def test_never_more_than_three_questions_a_second(tally):
    """By our own clock, so that a busy machine can only make it slower."""
    times = []

    def note(_request):
        times.append(fetching.time.monotonic())
        return httpx2.Response(200, json={})

    assert fetching.POLITE_SECONDS >= 1 / 3
    fetcher = Fetcher(
        "https://x.test", "Källan", interval=0.1, transport=httpx2.MockTransport(note)
    )
    for _ in range(4):
        fetcher.get(fetcher.address("kpi"), tally)
    assert times[-1] - times[0] >= 0.3 - 0.02
    assert tally.requests == 4


def test_a_byte_order_mark_is_passed_over(tally):
    marked = httpx2.Response(200, content=b"\xef\xbb\xbf" + b'{"a": "\xc3\xa5"}')
    fetcher = Fetcher("https://x.test", "Källan", transport=answering(marked))
    assert fetcher.get(fetcher.address("x"), tally) == {"a": "å"}


@pytest.mark.parametrize(
    "body",
    [{}, {"title": "x"}, {"title": "x", "variables": [{"code": "Region"}]}, [], "x"],
)
def test_tables_described_otherwise(tally, body):
    transport = answering(httpx2.Response(200, json=body))
    for source in (PxWebV1, PxWebV2):
        reader = source("https://x.test", interval=0, transport=transport)
        with pytest.raises(SourceError, match="tabellen T är inte beskriven"):
            list(reader.read(["T?A=1"], ["0480"], [2020], tally))


def test_every_source_is_known_by_its_key(settings):
    settings.KOLADA_BASE_URL = "http://127.0.0.1:1/v3/"
    keys = base.keys()
    assert keys == ["kolada", "fohm", "scb"]
    for key in keys:
        found = base.source(key)
        assert found.key == key
        assert found.batch_size == 25
    assert str(base.source("kolada")._fetcher.address("kpi")) == "http://127.0.0.1:1/v3/kpi"


def test_a_key_belongs_to_one_source():
    with pytest.raises(ValueError, match="two sources are called kolada"):
        base.register("kolada", lambda: kolada(page()))
    with pytest.raises(KeyError):
        base.source("unknown")


def test_the_usual_patience_is_what_we_promise():
    usual = Patience()
    assert (usual.timeout, usual.tries) == (30, 4)
    assert Tally().notes == []
