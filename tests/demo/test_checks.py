"""What stops a demo before it starts: one line each, that says what to do."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from narvard.demo import checks, place
from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem
from tests.support.demo_runs import ROOT, clean_environment, refused
from tests.support.ports import free_port

# Root may write everywhere; without this one right it obeys the folder's permissions.
ROOT_WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> place.Place:
    for name, value in {
        "DATA": str(tmp_path / "data"),
        "PORT": str(free_port()),
        "COUNTY": "sormland",
        "DATABASE_URL": "",
    }.items():
        monkeypatch.setenv(name, value)
    found = place.from_environment()
    checks.data_folder(found.data)
    return found


def test_a_folder_that_may_not_be_written_in(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    said = refused(closed, *(ROOT_WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()))
    assert said.startswith(f"Datamappen {closed} går inte att skriva i")
    assert "DATA" in said
    assert list(closed.iterdir()) == []


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("min egen fil")
    assert refused(file) == f"{file} är en fil, ingen mapp. Välj en annan mapp med DATA."
    assert file.read_text() == "min egen fil"


def test_a_folder_of_another_postgresql(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    said = refused(tmp_path)
    assert "hör till PostgreSQL 15" in said
    assert "make demo-reset" in said


def test_an_unknown_county(tmp_path: Path) -> None:
    said = refused(tmp_path / "data", COUNTY="atlantis")
    assert said.startswith("Länet atlantis finns inte. Välj ett av: ")
    assert "sormland" in said
    assert not (tmp_path / "data").exists()


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    address = f"postgresql://portal@/portal?host={tmp_path}"
    said = refused(tmp_path / "data", DATABASE_URL=address)
    assert "DATABASE_URL" in said


@pytest.mark.parametrize("port", ["0", "65536", "åttatusen", "-1"])
def test_what_is_no_port(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(StartProblem, match="är ingen port"):
        place.from_environment()


def test_a_port_that_somebody_listens_on(here: place.Place) -> None:
    said = pytest.raises(StartProblem, match=f"make demo PORT={here.port + 1}")
    with socket.create_server((here.host, here.port)), said:
        checks.port_free(here)
    checks.port_free(here)


def test_an_address_that_is_not_of_this_machine(here: place.Place) -> None:
    foreign = place.Place(**(vars(here) | {"host": "192.0.2.1"}))
    with pytest.raises(StartProblem, match=r"inte att lyssna på 192\.0\.2\.1"):
        checks.port_free(foreign)


def test_a_disk_with_too_little_room(here: place.Place, monkeypatch: pytest.MonkeyPatch) -> None:
    room = shutil.disk_usage(here.data).free
    monkeypatch.setattr(checks, "ROOM_FOR_NEW", room * 2)
    with pytest.raises(StartProblem, match="Disken är full"):
        checks.data_folder(here.data)


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    inside = (
        'mount -t tmpfs -o size=64k tmpfs "$1" && head -c 60000 /dev/zero > "$1/full"; '
        'shift; exec "$@"'
    )
    command = ["unshare", "--mount", "sh", "-c", inside, "sh", str(tmp_path)]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    said = refused(tmp_path, *command)
    assert said.startswith(f"Disken är full där {tmp_path} ligger.")


def test_a_disk_that_fills_up_while_the_database_is_made(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from narvard.demo.postgres import EmbeddedPostgres\n"
        "from narvard.demo.problems import StartProblem\n"
        "try: EmbeddedPostgres(Path(sys.argv[1])).start()\n"
        "except StartProblem as problem: sys.exit(str(problem))\n"
    )
    mount = 'mount -t tmpfs -o size=20m tmpfs "$1" && shift && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", mount, "sh", str(tmp_path)]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    done = subprocess.run(
        [*command, sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Disken är full")


def test_a_folder_of_another_county(here: place.Place) -> None:
    checks.same_county(here)
    checks.same_county(here)
    (here.data / "county").write_text("vasternorrland")
    with pytest.raises(StartProblem, match="hör till vasternorrland"):
        checks.same_county(here)


def test_a_folder_is_taken_by_one_at_a_time(here: place.Place) -> None:
    place.lock(here)
    try:
        with pytest.raises(StartProblem, match=f"process {os.getpid()}, {here.address}"):
            place.lock(here)
    finally:
        place.release()
    place.lock(here)
    place.release()


def test_starting_over_empties_a_demos_folder_and_no_other(here: place.Place) -> None:
    (here.data / "lock").touch()
    (here.data / "min avhandling.txt").write_text("viktigt")
    with pytest.raises(StartProblem, match="lämnas orörd"):
        place.empty(here)
    assert (here.data / "min avhandling.txt").exists()

    (here.data / "secret-key").touch()
    (here.data / "log").mkdir()
    (here.data / "link").symlink_to("/etc")
    place.empty(here)
    assert [path.name for path in here.data.iterdir()] == ["lock"]
    assert Path("/etc/hostname").exists()


def test_starting_over_leaves_a_database_of_ones_own_alone(here: place.Place) -> None:
    external = place.Place(**(vars(here) | {"embedded": False}))
    with pytest.raises(StartProblem, match="DATABASE_URL"):
        place.empty(external)


def test_the_secret_is_made_once_and_for_the_owner_alone(here: place.Place) -> None:
    first = here.environment()["SECRET_KEY"]
    assert len(first) >= 50
    assert here.environment()["SECRET_KEY"] == first
    assert (here.data / "secret-key").stat().st_mode & 0o077 == 0


def test_without_an_address_of_ones_own_the_database_is_embedded(here: place.Place) -> None:
    assert here.embedded
    assert here.database_url == EmbeddedPostgres(here.data).url()
    assert here.environment()["DATABASE_URL"] == here.database_url
