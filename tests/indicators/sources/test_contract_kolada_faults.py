"""Everything that can go wrong on the way, made to go wrong by the emulator.

How often was asked is read from the emulator's own log.
"""

import pytest

from indicators.sources.base import SourceError, SourceGone
from indicators.sources.fetching import Patience, Refused
from indicators.sources.kolada import MAX_PAGES
from tests.support.kolada import QUICK
from tests.support.waiting import until

KPI, AREA, YEARS = "N01951", "0480", range(2018, 2023)


@pytest.fixture
def read(emulator, tally):
    def read(**changes):
        return list(emulator.kolada(**changes).read([KPI], [AREA], YEARS, tally))

    return read


@pytest.fixture
def untroubled(emulator, read):
    """What a reading gives when nothing goes wrong."""
    found = read()
    assert len(found) == 15
    emulator.reset()
    return found


@pytest.mark.parametrize("fault", ["429", "500", "503", "drop_connection"])
@pytest.mark.parametrize("times", [1, 3])
def test_what_passes_is_tried_again(emulator, read, untroubled, fault, times):
    emulator.faults({fault: {"n": times}})
    assert read() == untroubled
    assert len(emulator.requests()) == times + 1


def test_every_try_is_counted(emulator, read, tally):
    emulator.faults({"500": {"n": 2}})
    read()
    assert tally.requests == 3
    assert tally.notes == []


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("429", "Kolada bad oss vänta (svar 429), trots 4 försök."),
        ("500", "Kolada svarade med fel (svar 500), trots 4 försök."),
        ("503", "Kolada svarade med fel (svar 503), trots 4 försök."),
        (
            "drop_connection",
            "Förbindelsen med Kolada gick inte att upprätta eller bröts, trots 4 försök.",
        ),
    ],
)
def test_what_does_not_pass_is_given_up_after_four_tries(emulator, read, fault, sentence):
    emulator.faults({fault: {}})
    with pytest.raises(SourceError) as error:
        read()
    assert str(error.value) == sentence
    assert not isinstance(error.value, SourceGone)
    assert len(emulator.requests()) == 4


def test_an_answer_that_does_not_come_is_given_up(emulator, read):
    emulator.faults(timeout={"seconds": 1.5})
    with pytest.raises(SourceError) as error:
        read(patience=Patience(timeout=0.2, first_wait=0.01, longest_wait=0.02, jitter=0))
    assert str(error.value) == "Kolada svarade inte inom 0,2 s, trots 4 försök."
    # The last may have been given up before the emulator has had its turn to read it.
    until(lambda: len(emulator.requests()) >= 4, "all four have been read")
    assert len(emulator.requests()) == 4


def test_a_late_answer_is_asked_for_again(emulator, read, untroubled):
    emulator.faults(timeout={"seconds": 30, "n": 1})
    assert read(patience=Patience(timeout=3, first_wait=0.01)) == untroubled
    assert len(emulator.requests()) == 2


def test_nobody_listening_is_said_plainly(emulator, tally):
    from indicators.sources.kolada import Kolada

    source = Kolada("http://127.0.0.1:9/v3", interval=0, patience=QUICK)
    with pytest.raises(SourceError, match="gick inte att upprätta"):
        list(source.read([KPI], [AREA], YEARS, tally))
    assert tally.requests == 4


def test_as_long_as_kolada_asks_we_wait(emulator, read, untroubled):
    emulator.faults({"429": {"n": 1, "retry_after": 1}})
    assert read(patience=Patience(first_wait=0.01, longest_wait=5)) == untroubled
    first, second = emulator.requests()
    # Only that it is not sooner: how much later depends on the machine.
    assert second["at"] - first["at"] >= 0.95


def test_but_not_for_hours(emulator, read, untroubled):
    emulator.faults({"503": {"n": 1, "retry_after": 36_000}})
    assert read() == untroubled


@pytest.mark.parametrize("status", [400, 422])
def test_what_kolada_refuses_is_not_asked_again(emulator, tally, status):
    emulator.faults(list_status={"status": status})
    fetcher = emulator.kolada()._fetcher
    url = fetcher.address("kpi", ",".join(f"N{number:05}" for number in range(26)))
    with pytest.raises(Refused) as error:
        fetcher.get(url, tally)
    assert f"avvisade frågan (svar {status})" in str(error.value)
    assert "List should have at most 25 items" in str(error.value)
    assert len(emulator.requests()) == 1


def test_a_withdrawn_interface_is_an_alarm_of_its_own(emulator, read):
    emulator.faults(gone_410={})
    with pytest.raises(SourceGone) as error:
        read()
    assert "har dragit in den version av gränssnittet" in str(error.value)
    assert len(emulator.requests()) == 1


def test_version_2_is_gone(emulator, tally):
    with pytest.raises(SourceGone):
        list(emulator.kolada().__class__(f"{emulator.origin}/v2").describe([KPI], tally))
    assert len(emulator.requests()) == 1


def test_a_web_page_is_no_answer(emulator, read):
    emulator.faults(html_200={"n": 1})
    with pytest.raises(SourceError, match="en webbsida i stället för uppgifter"):
        read()
    assert len(emulator.requests()) == 1


def test_half_an_answer_is_no_answer(emulator, read):
    emulator.faults(truncated_json={"n": 1})
    with pytest.raises(SourceError, match="avbruten eller trasig JSON"):
        read()


def test_pages_that_lead_in_a_ring_are_left(emulator, read):
    emulator.faults(page_cycle={}, page_max={"size": 2})
    with pytest.raises(SourceError, match="en sida som redan är läst"):
        read()
    assert len(emulator.requests()) == 2


def test_another_server_is_never_asked(emulator, read):
    emulator.faults(foreign_next_url={}, page_max={"size": 2})
    with pytest.raises(SourceError) as error:
        read()
    assert "annan server (annanserver.example)" in str(error.value)
    assert len(emulator.requests()) == 1


def test_a_fault_on_the_second_page_stops_the_reading(emulator, read):
    """What had been read by then is not the whole, and must not be taken for it."""
    emulator.faults({"500": {"match": "page=2"}}, page_max={"size": 2})
    with pytest.raises(SourceError):
        read()
    assert [request["status"] for request in emulator.requests()] == [200, 500, 500, 500, 500]


def test_a_fault_on_the_second_page_may_pass(emulator, read, untroubled):
    emulator.faults({"503": {"match": "page=2", "n": 2}}, page_max={"size": 2})
    assert read() == untroubled
    assert [r["status"] for r in emulator.requests()] == [200, 503, 503, 200, 200]


def test_pages_without_end_are_left(tally):
    import httpx2

    from indicators.sources.kolada import Kolada

    def endless(request):
        page = int(request.url.params.get("page", "1")) + 1
        following = f"http://x/v3/data?page={page}"
        return httpx2.Response(200, json={"values": [], "next_url": following})

    source = Kolada("http://x/v3", interval=0, transport=httpx2.MockTransport(endless))
    with pytest.raises(SourceError, match=f"slutade inte efter {MAX_PAGES} sidor"):
        list(source.read([KPI], [AREA], YEARS, tally))
    assert tally.requests == MAX_PAGES


def test_we_say_who_we_are(emulator, read, settings):
    settings.CONTACT_EMAIL = "statistik@example.test"
    read(patience=QUICK)
    assert emulator.requests()[0]["agent"] == "narvard/1.0 (+mailto:statistik@example.test)"
