"""The demo as a whole: it comes back from every kill, and leaves nothing behind."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from narvard.demo.postgres import EmbeddedPostgres
from tests.support.demo_runs import RunningDemo, alive, descendants, refused, status, with_data
from tests.support.waiting import until

pytestmark = pytest.mark.faults

NAMES = ["web", "worker", "publisher", "beat", "postgres"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    demo = RunningDemo(tmp_path_factory.mktemp("demo") / "data").start()
    yield demo
    demo.stop()


def test_the_front_page_answers_and_everything_is_ready(demo: RunningDemo) -> None:
    assert status(demo.address) == 200
    until(lambda: set(demo.named()) == set(NAMES), "all processes")
    until(lambda: status(f"{demo.address}readyz") == 200, "readiness")


def test_it_says_little_and_where_to_find_more(demo: RunningDemo) -> None:
    said = demo.said.read_text().splitlines()
    assert len(said) < 12
    assert any(demo.address in line for line in said)
    assert any(str(demo.data / "log") in line for line in said)
    assert {path.stem for path in (demo.data / "log").glob("*.log")} >= set(NAMES)


def test_its_secrets_are_its_own(demo: RunningDemo) -> None:
    assert (demo.data / "secret-key").stat().st_mode & 0o077 == 0
    assert (demo.data / "postgres").stat().st_mode & 0o077 == 0
    assert (demo.data / "run").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_process_comes_back(demo: RunningDemo, name: str) -> None:
    victim = until(lambda: demo.named().get(name), f"{name} to run")
    below = descendants(victim)

    os.kill(victim, signal.SIGKILL)

    until(lambda: demo.named().get(name, victim) != victim, f"a new {name}")
    until(lambda: not any(alive(pid) for pid in below), f"the old children of {name} to end")
    until(lambda: status(demo.address) == 200, "the page after the kill")
    until(lambda: status(f"{demo.address}readyz") == 200, "readiness after the kill")
    assert f"{name} avslutades oväntat" in demo.said.read_text()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_child_is_replaced_by_its_master(demo: RunningDemo, name: str) -> None:
    pool = until(lambda: demo.pool(name), f"children of {name}")
    victim = pool[0]

    os.kill(victim, signal.SIGKILL)

    until(lambda: not alive(victim), "the child to end")
    until(lambda: set(demo.pool(name)) - set(pool), f"a new child of {name}")
    until(lambda: status(demo.address) == 200, "the page")


def test_a_second_demo_on_the_same_data_is_refused(demo: RunningDemo) -> None:
    said = refused(demo.data)
    assert "körs redan" in said
    assert demo.address in said
    assert status(demo.address) == 200


def test_a_taken_port_is_named_and_another_proposed(demo: RunningDemo, tmp_path: Path) -> None:
    said = refused(tmp_path / "other", PORT=str(demo.port))
    assert said == (f"Port {demo.port} är upptagen. Välj en annan: make demo PORT={demo.port + 1}")


def test_it_ends_when_asked_continues_on_its_data_and_dies_with_its_supervisor(
    demo: RunningDemo,
) -> None:
    """The last in the file, as it ends the demo that the others share."""
    with psycopg.connect(EmbeddedPostgres(demo.data).url()) as connection:
        connection.execute("CREATE TABLE left_here AS SELECT 'kvar' AS what")
    secret = (demo.data / "secret-key").read_text()

    assert demo.send(signal.SIGTERM) == 0
    until(lambda: not with_data(demo.data), "every process to end")
    assert status(demo.address) == 0

    demo.start()
    assert status(demo.address) == 200
    assert (demo.data / "secret-key").read_text() == secret
    with psycopg.connect(EmbeddedPostgres(demo.data).url()) as connection:
        assert connection.execute("SELECT what FROM left_here").fetchone() == ("kvar",)
    until(lambda: set(demo.named()) == set(NAMES), "all processes")

    demo.send(signal.SIGKILL)
    until(lambda: not with_data(demo.data), "every process to end with the supervisor")

    demo.start()
    assert status(demo.address) == 200
    assert demo.send(signal.SIGINT) == 0
    until(lambda: not with_data(demo.data), "every process to end after Ctrl-C")
