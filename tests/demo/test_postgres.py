"""The embedded server: what a start finds, what a kill leaves, and what it never touches."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem
from narvard.demo.sockets import LONGEST, make_private, socket_folder
from tests.support.demo_runs import ROOT, alive, clean_environment
from tests.support.waiting import until

START_AND_WAIT = """
import sys, time
from pathlib import Path
from narvard.demo.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]), fast=True)
server.start()
print(server.process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "data", fast=True)
    server.start()
    yield server
    server.stop()


def answer(server: EmbeddedPostgres, question: str) -> object:
    with psycopg.connect(server.url()) as connection:
        return connection.execute(question).fetchone()[0]


def test_it_knows_swedish_letters_whatever_the_machine_speaks(server: EmbeddedPostgres) -> None:
    assert answer(server, "SELECT upper('åäö')") == "ÅÄÖ"
    assert answer(server, "SHOW server_encoding") == "UTF8"
    assert answer(server, "SELECT to_tsvector('swedish', '«läkemedel» – på')::text") == (
        "'läkemedel':1"
    )


def test_it_listens_on_its_socket_alone(server: EmbeddedPostgres) -> None:
    assert answer(server, "SHOW listen_addresses") == ""
    assert server.socket.stat().st_mode & 0o077 == 0


def test_it_touches_no_permission_above_its_folder(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = [folder.stat().st_mode for folder in (closed, *closed.parents)]
    server = EmbeddedPostgres(closed / "data", fast=True)
    server.start()
    try:
        assert answer(server, "SELECT 1") == 1
        assert [folder.stat().st_mode for folder in (closed, *closed.parents)] == before
        assert (closed / "data").stat().st_uid == os.geteuid()
    finally:
        server.stop()


def test_it_never_runs_as_root(server: EmbeddedPostgres) -> None:
    assert server.process is not None
    owner = Path(f"/proc/{server.process.pid}").stat().st_uid
    assert owner != 0
    assert server.cluster.stat().st_uid == owner


def test_what_was_written_is_there_after_a_kill(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    server.process.kill()
    server.process.wait()
    server.start()
    assert answer(server, "SELECT seven FROM kept") == 7


def test_a_number_of_a_process_that_is_somebody_else_now_is_not_believed(
    server: EmbeddedPostgres,
) -> None:
    server.stop()
    for mark in (server.cluster / "postmaster.pid", server.socket / ".s.PGSQL.5432.lock"):
        mark.write_text(f"{os.getpid()}\n{server.cluster}\n")
    server.start()
    assert answer(server, "SELECT 1") == 1
    assert alive(os.getpid())


def test_it_ends_with_the_process_that_started_it_and_starts_again_at_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    parent = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(data)],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
    )
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    server = EmbeddedPostgres(data, fast=True)
    server.start()
    try:
        assert server.process.pid != pid
        until(lambda: not alive(pid), "the orphan to end")
        assert answer(server, "SELECT 1") == 1
    finally:
        server.stop()


def test_a_start_that_was_cut_short_is_done_over(tmp_path: Path) -> None:
    data = tmp_path / "data"
    half = data / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(data, fast=True)
    server.start()
    try:
        assert answer(server, "SELECT 1") == 1
        assert not half.exists()
    finally:
        server.stop()


def test_a_folder_of_another_version_is_left_alone_and_named(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(StartProblem, match=r"hör till PostgreSQL 14.*make demo-reset"):
        EmbeddedPostgres(tmp_path).start()
    assert [path.name for path in (tmp_path / "postgres").iterdir()] == ["PG_VERSION"]


def test_a_broken_cluster_is_reported_with_its_log(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data", fast=True)
    server.start()
    server.stop()
    (server.cluster / "global" / "pg_control").unlink()
    with pytest.raises(StartProblem, match=r"postgres\.log"):
        server.start()
    assert server.process is None


def test_a_deep_folder_gets_its_socket_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / ("djupt" * 24)
    server = EmbeddedPostgres(data, fast=True)
    server.start()
    try:
        assert not server.socket.is_relative_to(data)
        assert len(os.fsencode(server.socket)) <= LONGEST
        assert answer(server, "SELECT 1") == 1
    finally:
        server.stop()
        server.socket.rmdir()


def test_the_socket_folder_is_the_same_every_time_and_one_per_data_folder(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    assert socket_folder(deep) == socket_folder(deep)
    assert socket_folder(deep) != socket_folder(deep / "other")
    assert socket_folder(Path("/srv/portal")) == Path("/srv/portal/run")


def test_a_link_in_the_place_of_the_socket_folder_is_refused(tmp_path: Path) -> None:
    trap = tmp_path / "run"
    trap.symlink_to(tmp_path)
    with pytest.raises(StartProblem, match="tillhör någon annan"):
        make_private(trap)
