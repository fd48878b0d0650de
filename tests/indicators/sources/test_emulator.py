"""The emulator itself: its addresses, its three sets of figures, and its end."""

import gzip
import os
import signal
import subprocess
import sys
import urllib.request
from datetime import date
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from indicators.sources.base import Tally
from narvard.emulator import extract, figures
from narvard.emulator.world import Options, World
from tests.support.kolada import Emulator
from tests.support.running import ROOT, get
from tests.support.waiting import until

AREAS = ["0480", "0461", "0004", "0022", "0000"]


@pytest.fixture(scope="module")
def world():
    return World(Options(today=date(2026, 11, 23)))


def status(emulator, path):
    return get(emulator.origin + path).status


def test_metadata_are_paged_by_id(emulator):
    emulator.faults(page_max={"size": 20})
    seen, path = [], "/v3/kpi"
    while path:
        page = emulator.get(path)
        assert page["count"] == len(page["values"])
        seen += [row["id"] for row in page["values"]]
        path = page["next_url"] and page["next_url"].removeprefix(emulator.origin)
    assert seen == sorted(extract.kpis())
    assert len(seen) == 44
    assert page["previous_url"].endswith("page=2")


def test_a_page_beyond_the_end_is_empty(emulator):
    page = emulator.get("/v3/kpi?page=9&per_page=10")
    assert (page["values"], page["count"], page["next_url"]) == ([], 0, None)


@pytest.mark.parametrize("query", ["per_page=0", "per_page=5001", "page=0", "page=x"])
def test_a_page_that_cannot_be_is_refused(emulator, query):
    assert status(emulator, f"/v3/kpi?{query}") == 422


def test_the_next_link_keeps_what_was_asked(emulator):
    page = emulator.get(f"/v3/municipality?title={quote('ö')}&per_page=3&region_type=K")
    assert len(page["values"]) == 3
    following = emulator.get(page["next_url"].removeprefix(emulator.origin))
    names = [row["title"] for row in page["values"] + following["values"]]
    assert len(set(names)) == 6
    assert all("ö" in name.casefold() for name in names)


def test_titles_are_searched_without_regard_to_case(emulator):
    found = emulator.get(f"/v3/kpi?title={quote('ÖVERVIKT')}")["values"]
    assert [row["id"] for row in found] == ["U01760"]


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/v3/municipality", 312),
        ("/v3/municipality?region_type=L", 22),
        ("/v3/municipality/0480,0004,9999", 2),
        ("/v3/municipality_groups", 6),
        ("/v3/municipality_groups/G33614", 1),
        ("/v3/kpi/N79173,X00000", 1),
        ("/v3/kpi_groups", 1),
        ("/v3/kpi_groups/G2KPI900", 1),
        ("/v3/ou", 580),
        ("/v3/ou?municipality=0480", 2),
        ("/v3/ou/V21E048000001", 1),
        ("/v3/data/kpi/N20402/municipality/0480,0004/year/2020,2021", 4),
        ("/v3/data/kpi/N20402/municipality/0480", 16),
        ("/v3/data/municipality/0480/year/2020", 23),
        ("/v3/data/?kpi_id=N20402&municipality_id=0480&municipality_id=0004&year=2020", 2),
        ("/v3/data/?kpi_id=N20402&municipality=0480", 0),
        ("/v3/data/kpi/N20402/municipality/0480/year/2090", 0),
        ("/v3/oudata/kpi/U21463/ou/V21E048000001/year/2020,2021", 2),
        ("/v3/oudata/kpi/U79092/year/2020", 0),
    ],
)
def test_every_kind_of_address_answers(emulator, path, rows):
    assert len(emulator.get(path)["values"]) == rows


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v3/data/kpi/N20402", 404),
        ("/v3/data/year/2020/kpi/N20402", 404),
        ("/v3/docs", 404),
        ("/v3/kpi/" + ",".join(["N00001"] * 26), 422),
        ("/v3/data/kpi/N20402/year/2020?from_date=igår", 422),
        ("/v2/kpi", 410),
        ("/scb/tables/TAB1/metadata", 404),
        ("/folkhalsodata/annan.px", 404),
        ("/", 404),
    ],
)
def test_what_is_refused(emulator, path, expected):
    assert status(emulator, quote(path, safe="/,?=&")) == expected


def test_without_areas_groups_come_along(emulator):
    rows = emulator.get("/v3/data/kpi/N20402/year/2020")["values"]
    assert {row["municipality"][0] for row in rows} == {"0", "2", "G"}
    (group,) = [row for row in rows if row["municipality"] == "G33614"]
    assert {value["count"] for value in group["values"]} <= {7, 8, 9}


def test_a_row_is_written_as_kolada_writes_it(emulator):
    (row,) = emulator.get("/v3/data/kpi/N20402/municipality/0480/year/2020")["values"]
    assert list(row) == ["values", "kpi", "period", "municipality"]
    assert isinstance(row["period"], int)
    assert all(
        list(value) == ["gender", "count", "status", "value", "isdeleted"]
        for value in row["values"]
    )


def test_packed_if_asked_and_open_to_no_browser(emulator):
    request = urllib.request.Request(
        f"{emulator.origin}/v3/municipality", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Access-Control-Allow-Origin"] is None
        assert "Vingåker" in gzip.decompress(answer.read()).decode()


def test_a_fault_that_does_not_exist_is_refused(emulator):
    with pytest.raises(HTTPError, match="400"):
        emulator.faults(earthquake={})


def test_real_figures_are_as_in_the_extract(emulator):
    known = extract.known_extract()
    assert len(known) == 9233
    found = list(
        emulator.kolada().read(sorted(extract.real_kpis()), AREAS, range(2005, 2028), Tally())
    )
    assert len(found) > 2000
    for reading in found:
        place = (reading.series, reading.area, reading.period.year, reading.gender)
        assert known[place] == reading.value


def test_no_series_holds_both_real_and_made_up(world):
    for kpi in world.kpis:
        for area in AREAS:
            real = (kpi, area) in extract.real_series()
            assert not real or world.series(kpi, area) == extract.real_series()[kpi, area]
            if kpi in extract.real_kpis() and not real:
                assert world.series(kpi, area) == {}


ELSEWHERE = """
from narvard.emulator import figures
shape = figures.Shape("N79173", "Medicinsk bedömning, andel (%)", gendered=True)
print(repr(figures.series(shape, "0004")))
"""


def test_made_up_figures_are_the_same_everywhere():
    shape = figures.Shape("N79173", "Medicinsk bedömning, andel (%)", gendered=True)
    again = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert again.stdout.strip() == repr(figures.series(shape, "0004"))


def test_made_up_figures_are_credible(world):
    made_up = sorted(set(world.kpis) - extract.real_kpis())
    assert len(made_up) == 27
    missing = heard = 0
    for kpi in made_up:
        facts = world.kpis[kpi]
        low, high = figures.bounds(kpi, facts["title"])
        for area in sorted(world.areas)[:60]:
            for year, values in world.series(kpi, area).items():
                assert 2012 <= year <= 2025
                assert set(values) == set("TKM" if facts["is_divided_by_gender"] else "T")
                if values["T"] is None:
                    missing += 1
                    assert figures.is_small(area)
                    assert set(values.values()) == {None}
                    continue
                heard += 1
                assert all(low <= value <= high for value in values.values())
                if facts["is_divided_by_gender"]:
                    women, men = sorted((values["K"], values["M"]))
                    assert women <= values["T"] <= men
    assert 0 < missing < heard * 0.05


@pytest.mark.parametrize(("kpi", "last"), [("U71455", 2023), ("U21402", 2024), ("N79173", 2025)])
def test_series_that_have_ended_end(world, kpi, last):
    area = "0480" if world.covers(kpi, "0480") else "0004"
    assert max(world.series(kpi, area)) == last


def test_some_surveys_are_made_every_second_year(world):
    assert {year % 2 for year in world.series("U79231", "0004")} == {0}


def test_a_kpi_for_regions_has_none_for_municipalities(world):
    assert world.series("N79173", "0480") == {}
    assert world.series("N79173", "0004")
    assert world.series("N20500", "0480")
    assert world.series("N20500", "0004") == {}
    assert world.series("N20500", "0000")


def test_years_that_have_not_been_are_not_known():
    early = World(Options(today=date(2020, 5, 1)))
    assert max(early.series("N79173", "0004")) == 2019


def test_all_of_sweden_is_near_a_million_values():
    country = World(Options(today=date(2026, 11, 23), all_sweden=True))
    assert len(country.kpis) == 50
    one = country.series("N99901", "0180")
    assert set(one) == set(range(2006, 2026))
    assert {len(values) for values in one.values()} == {3}
    sample = sum(
        len(values)
        for kpi in country.kpis
        for area in ("0004", "0180", "2584")
        for values in country.series(kpi, area).values()
    )
    assert 800_000 < sample / 3 * 312 < 1_000_000


def test_with_unrest_one_value_is_revised_and_one_deleted_a_day():
    changed = World(Options(today=date(2026, 11, 23), daily_changes=True)).changes
    days = {change.updated for change in changed.values()}
    assert max(days) == date(2026, 11, 23)
    assert {c.deleted for c in changed.values() if c.updated == max(days)} == {True, False}
    before = World(Options(today=date(2026, 11, 22), daily_changes=True)).changes
    assert {p: c for p, c in changed.items() if c.updated < max(days)}.items() <= before.items()
    assert not {kpi for kpi, *_ in changed} & extract.real_kpis()


@pytest.mark.faults
def test_it_ends_at_sigterm_and_says_when_its_port_is_taken():
    first = Emulator("--per-page-max", "9", "--list-status", "400", "--no-groups")
    try:
        assert len(first.get("/v3/kpi")["values"]) == 9
        assert status(first, "/v3/kpi/" + ",".join(["N00001"] * 26)) == 400
        rows = first.get("/v3/data/kpi/N20402/year/2020")["values"]
        assert not any(row["municipality"].startswith("G") for row in rows)
        port = first.origin.rsplit(":", 1)[1]
        with pytest.raises(CommandError, match=f"Port {port} går inte att lyssna på"):
            call_command("kolada_emulator", port=int(port))
    finally:
        assert first.end() == 0


SERVER = """
import datetime
from narvard.emulator import kolada, world
from narvard.emulator.app import Emulator
from narvard.emulator.server import listen, serve
options = world.Options(today=datetime.date(2026, 11, 23))
server = listen(Emulator(options, kolada.Options()), 0)
print(server.server_port, flush=True)
serve(server, with_parent=True)
"""
STARTER = f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {SERVER!r}], stdout=subprocess.PIPE, text=True)
print(child.pid, child.stdout.readline().strip(), flush=True)
sys.stdin.read()
"""


@pytest.mark.faults
def test_it_ends_with_the_process_that_started_it():
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid, port = starter.stdout.readline().split()
    address = f"http://127.0.0.1:{port}/v3/kpi"
    assert get(address).status == 200
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    try:
        until(lambda: get(address).status == 0, "the emulator to end")
    except AssertionError:
        os.kill(int(pid), signal.SIGKILL)
        raise
