"""The emulator's switches: each does what its name says, for as long as it was told to."""

import socket
from datetime import date

import pytest

from narvard.emulator import faults as module
from narvard.emulator import kolada, world
from narvard.emulator.app import SOCKET, Emulator
from tests.support.wsgi import ask

DATA = "/v3/data/kpi/U01760/municipality/0480/year/2015"
PLACE = {"kpi": "U01760", "area": "0480", "year": 2015}


@pytest.fixture
def app():
    return Emulator(world.Options(today=date(2026, 11, 23)), kolada.Options())


@pytest.fixture
def switch(app):
    def switch(named=None, **more):
        answer = ask(app, "/__emu__/faults", body={**(named or {}), **more})
        assert answer.status == 200, answer.json
        return answer.json

    return switch


def values(app, path=DATA):
    (row,) = ask(app, path).json["values"]
    return {value["gender"]: value for value in row["values"]}


def test_every_fault_is_written_down():
    for name in (*module.ANSWERS, *module.LASTING, *module.CHANGES):
        assert name in module.__doc__, name


@pytest.mark.parametrize(
    ("name", "status"), [("429", 429), ("500", 500), ("503", 503), ("gone_410", 410)]
)
def test_a_status_holds_for_as_many_as_were_told(app, switch, name, status):
    switch({name: {"n": 2}})
    assert [ask(app, DATA).status for _ in range(3)] == [status, status, 200]
    switch({name: {}})
    assert {ask(app, DATA).status for _ in range(5)} == {status}
    switch(reset=True)
    assert ask(app, DATA).status == 200


def test_several_of_a_kind_follow_each_other(app, switch):
    switch({"500": [{"n": 1}, {"n": 1, "match": "/kpi/U01760"}]})
    assert [ask(app, DATA).status for _ in range(3)] == [500, 500, 200]


def test_only_where_the_address_fits(app, switch):
    switch({"503": {"match": "/municipality/"}})
    assert ask(app, "/v3/kpi").status == 200
    assert ask(app, DATA).status == 503
    assert ask(app, "/scb/config").status == 200


def test_how_long_to_wait_is_said_if_told(app, switch):
    switch({"429": {"n": 1, "retry_after": 17}})
    assert ask(app, DATA).headers["Retry-After"] == "17"
    switch({"503": {"n": 1}})
    assert "Retry-After" not in ask(app, DATA).headers


def test_a_page_of_html_looks_like_success(app, switch):
    switch(html_200={})
    answer = ask(app, DATA)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.content.startswith(b"<!doctype html>")


def test_half_an_answer_has_the_length_of_half(app, switch):
    whole = ask(app, DATA)
    switch(truncated_json={})
    half = ask(app, DATA)
    assert half.status == 200
    assert whole.content.startswith(half.content)
    assert half.headers["Content-Length"] == str(len(whole.content) // 2)


def test_a_cut_connection_sends_nothing(app, switch):
    ours, theirs = socket.socketpair()
    switch(drop_connection={"n": 1})
    assert ask(app, DATA, **{SOCKET: ours}).status == 0
    assert theirs.recv(1) == b""
    assert ask(app, DATA).status == 200
    for each in (ours, theirs):
        each.close()


def test_a_late_answer_is_the_right_one(app, switch):
    switch(timeout={"seconds": 0.01, "n": 1})
    assert values(app)["T"]["value"] > 0


def test_one_that_waited_over_a_reset_uses_up_nothing(app, switch, monkeypatch):
    """Or a request that nobody waits for would eat the faults of the next test."""

    def meanwhile(_seconds):
        switch({"reset": True, "500": {"n": 1}})

    monkeypatch.setattr("narvard.emulator.app.time.sleep", meanwhile)
    switch(timeout={"n": 1})
    assert ask(app, DATA).status == 503
    assert ask(app, DATA).status == 500


def test_a_page_that_leads_to_itself(app, switch):
    switch(page_cycle={}, page_max={"size": 2})
    page = ask(app, "/v3/kpi?page=2").json
    assert page["next_url"].endswith("page=2")


def test_a_page_that_leads_elsewhere(app, switch):
    switch(foreign_next_url={}, page_max={"size": 2})
    assert ask(app, "/v3/kpi").json["next_url"].startswith("http://annanserver.example/v3/kpi?")


def test_pages_that_overlap(app, switch):
    switch(page_max={"size": 2}, overlapping_pages={})
    first, second = (ask(app, f"/v3/kpi?page={page}").json["values"] for page in (1, 2))
    assert len(second) == 3
    assert second[0] == first[-1]


def test_revised_values_are_told_of_from_their_day(app, switch):
    switch(revise=PLACE | {"gender": "K", "value": 12.5})
    assert values(app)["K"]["value"] == 12.5
    assert values(app, f"{DATA}?from_date=2026-11-23")["K"]["value"] == 12.5
    assert ask(app, f"{DATA}?from_date=2026-11-24").json["values"] == []


def test_the_clock_decides_the_day(app, switch):
    assert switch({"today": "2027-01-05"}) == {"today": "2027-01-05"}
    switch(delete=PLACE | {"gender": "K"})
    assert set(values(app)) == {"T", "M"}
    told = values(app, f"{DATA}?from_date=2027-01-05")
    assert (told["K"]["value"], told["K"]["isdeleted"]) == (None, True)
    assert told["T"]["isdeleted"] is False
    assert switch(reset=True) == {"today": "2026-11-23"}


def test_a_row_whose_values_are_all_deleted_is_gone(app, switch):
    switch(delete=PLACE)
    assert ask(app, DATA).json["values"] == []
    assert len(values(app, f"{DATA}?from_date=2026-11-23")) == 3


def test_missing_values_and_their_status(app, switch):
    switch(null_value=PLACE | {"gender": "M"}, status={"kpi": "U01760", "status": "M"})
    found = values(app)
    assert (found["M"]["value"], found["M"]["status"]) == (None, "M")
    assert found["T"]["status"] == ""


def test_faults_of_one_kpi_leave_the_others(app, switch):
    other = DATA.replace("U01760", "U01411")
    before = values(app, other)
    switch(
        wrong_unit={"kpi": "U01760", "factor": 10},
        missing_gender={"kpi": "U01760", "gender": "M"},
        unknown_gender={"kpi": "U01760"},
        string_period={"kpi": "U01760"},
        status={"kpi": "U01760", "status": "M"},
    )
    assert values(app, other) == before
    (row,) = ask(app, DATA).json["values"]
    assert row["period"] == "2015"
    assert {value["gender"] for value in row["values"]} == {"T", "F"}


def test_a_year_is_added_a_little_above_the_last(app, switch):
    path = "/v3/data/kpi/N79173/municipality/0004/year/{}"
    before = values(app, path.format(2025))
    switch(add_year={"kpi": "N79173"})
    after = values(app, path.format(2026) + "?from_date=2026-11-23")
    for gender, value in before.items():
        assert after[gender]["value"] == pytest.approx(value["value"] * 1.01)


@pytest.mark.parametrize(
    "body",
    [
        {"earthquake": {}},
        {"rename_kpi": {"kpi": "X"}},
        {"revise": {"kpi": "U01760"}},
        {"today": "i går"},
        [],
        "x",
    ],
)
def test_a_switch_that_makes_no_sense_is_refused(app, body):
    answer = ask(app, "/__emu__/faults", body=body)
    assert answer.status == 400
    assert answer.json["error"]


def test_the_log_holds_what_was_asked_and_answered(app, switch):
    switch({"500": {"n": 1}})
    ask(app, f"{DATA}?from_date=2026-01-01", HTTP_USER_AGENT="prov")
    ask(app, "/v3/municipality?title=ö")
    first, second = ask(app, "/__emu__/requests").json["requests"]
    assert first["path"] == DATA
    assert first["query"] == "from_date=2026-01-01"
    assert (first["agent"], first["status"]) == ("prov", 500)
    assert second["status"] == 200
    switch(reset=True)
    assert ask(app, "/__emu__/requests").json == {"requests": []}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/__emu__/faults"), ("POST", "/__emu__/requests"), ("POST", "/v3/kpi")],
)
def test_each_address_has_its_method(app, method, path):
    assert ask(app, path, method=method).status == 404
