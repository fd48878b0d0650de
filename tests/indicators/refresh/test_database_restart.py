"""The database goes away in the middle of a run and comes back: the run ends as if it had not."""

import os
import subprocess
import sys

import psycopg
import pytest

from tests.support import cluster
from tests.support.kolada import emulator
from tests.support.running import ROOT, running
from tests.support.waiting import until

pytestmark = pytest.mark.faults
__all__ = ["emulator"]
SERIES = ("N79173", "N20506", "N20500")
VALUES = """
    SELECT s.external_id, a.code, o.year, o.gender, o.value, o.withdrawn, o.revised
    FROM indicators_observation o
    JOIN indicators_dataseries s ON s.id = o.series_id
    JOIN indicators_statisticalarea a ON a.id = o.area_id ORDER BY 1, 2, 3, 4
"""
WAITING = "SELECT count(*) FROM foundation_outboxevent WHERE done_at IS NULL"


@pytest.fixture
def server(tmp_path):
    found, template = cluster.start(tmp_path / "postgres")
    assert template, "the migrations can be applied"
    yield found
    found.stop()


def ask(server, query):
    """The rows; none while the database is away."""
    try:
        with psycopg.connect(server.url()) as connection:
            return connection.execute(query).fetchall()
    except psycopg.OperationalError:
        return []


def status(server):
    found = ask(server, "SELECT status FROM indicators_refresh ORDER BY id DESC LIMIT 1")
    return found[0][0] if found else ""


def test_a_run_goes_on_when_the_database_is_back(server, emulator, tmp_path):
    surroundings = {"KOLADA_BASE_URL": emulator.base_url, "DATABASE_URL": server.url()}
    made = subprocess.run(
        [sys.executable, "tests/support/refresh_site.py", *SERIES],
        cwd=ROOT, env=os.environ | surroundings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "har börjat" in made.stdout, made.stderr
    emulator.reset()
    emulator.faults(timeout={"seconds": 4, "n": 1, "match": "/data/"})
    log = tmp_path / "worker.log"
    with running("tests/support/outbox_worker.py", log=log, environment=surroundings):
        until(lambda: emulator.requests("/v3/data/"), "figures are being read")
        server.stop()
        assert status(server) == ""
        server.start()
        until(lambda: status(server) == "ok", "the run is over")
        until(lambda: ask(server, WAITING) == [(0,)], "nothing more waits")
        rows = ask(server, VALUES)
    assert {row[0] for row in rows} == set(SERIES)
    assert len(rows) == len({row[:4] for row in rows}) > 60
    assert not any(row[5] or row[6] for row in rows), "nothing withdrawn, nothing revised"
    (counted,) = ask(server, "SELECT inserted, revised, withdrawn FROM indicators_refresh")
    assert counted == (len(rows), 0, 0)
