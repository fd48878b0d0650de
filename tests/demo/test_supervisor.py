"""The supervisor with small processes of the test's own: starting, missing, ending."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from narvard.demo import broker, supervisor
from narvard.demo.place import Place
from narvard.demo.supervisor import Backoff, Child, Supervisor, keep_log_small
from narvard.processes import Process
from tests.support.demo_runs import ROOT, alive, children, clean_environment
from tests.support.ports import free_port
from tests.support.waiting import until

SLEEPER = Process("sleeper", ("python", "-c", "import time; time.sleep(600)"))
STUBBORN_SCRIPT = """
import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "600"])
print("ready", flush=True)
time.sleep(600)
"""
STUBBORN = Process(
    "stubborn",
    (
        "python",
        "-c",
        STUBBORN_SCRIPT,
    ),
)
FAILING = Process("failing", ("python", "-c", "import os; print(os.environ['WHO']); exit(3)"))


@pytest.fixture
def here(tmp_path: Path) -> Place:
    (tmp_path / "log").mkdir()
    return Place("sormland", "127.0.0.1", free_port(), tmp_path, "postgresql:///none", False, 0)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def keeper(said: list[str]) -> Iterator[Supervisor]:
    keeper = Supervisor(said.append)
    yield keeper
    keeper.end_all()


def running(child: Child) -> int:
    assert child._running is not None
    return child._running.pid


def test_what_is_added_is_started_and_what_dies_is_started_again(
    here: Place, keeper: Supervisor, said: list[str]
) -> None:
    child = Child(SLEEPER, here)
    keeper.add(child)
    keeper.look()
    first = running(child)
    os.kill(first, signal.SIGKILL)
    until(lambda: not child.alive, "the death to be seen")

    until(lambda: keeper.look() or child.alive, "a new start")

    assert running(child) != first
    assert said == ["sleeper avslutades oväntat och startas igen."]


def test_what_fails_at_once_is_tried_later_and_later(
    here: Place, keeper: Supervisor, said: list[str]
) -> None:
    who = Process(FAILING.name, FAILING.command, {"WHO": "me"})
    keeper.add(Child(who, here))
    until(lambda: keeper.look() or len(said) == 3, "three failures")
    assert (here.log / "failing.log").read_text().splitlines() == ["me"] * 3


def test_the_wait_grows_to_a_limit_and_is_forgotten_after_a_steady_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervisor, "time", SimpleNamespace(monotonic=lambda: 1000.0))
    backoff = Backoff()
    waits = []
    for _ in range(9):
        backoff.begun()
        backoff.ended()
        waits.append(backoff.next_try - 1000.0)
    assert waits == sorted(waits)
    assert waits[0] < 1
    assert waits[-1] == supervisor.LONGEST_WAIT_SECONDS
    assert not backoff.due

    backoff.started = 1000.0 - supervisor.STEADY_SECONDS - 1
    backoff.ended()
    assert backoff.due
    assert backoff.failures == 0


def test_what_does_not_want_to_end_is_ended_with_its_children(
    here: Place, keeper: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "END_SECONDS", 1)
    child = Child(STUBBORN, here)
    keeper.add(child)
    keeper.look()
    pid = running(child)
    until(lambda: (here.log / "stubborn.log").read_text() == "ready\n", "the child to be ready")
    below = children(pid)
    assert below

    keeper.end_all()

    assert not alive(pid)
    until(lambda: not any(map(alive, below)), "the grandchildren to end")


def test_a_process_leads_a_session_of_its_own(here: Place, keeper: Supervisor) -> None:
    child = Child(SLEEPER, here)
    keeper.add(child)
    keeper.look()
    assert os.getsid(running(child)) == running(child) != os.getsid(0)


def test_nohup_is_respected() -> None:
    script = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from narvard.demo.supervisor import ending_on_signals\n"
        "with ending_on_signals():\n"
        "    print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)\n"
        "    print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)\n"
        "print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", "False", "True"]


def test_a_large_log_is_set_aside_and_a_small_one_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "web.log"
    file.write_text("kort")
    keep_log_small(file)
    assert file.read_text() == "kort"
    keep_log_small(file, limit=3)
    assert not file.exists()
    assert (tmp_path / "web.log.1").read_text() == "kort"


def test_read_wake_ups_are_swept_and_fresh_ones_kept(tmp_path: Path) -> None:
    folder = tmp_path / "broker"
    broker.prepare(folder)
    old, fresh = folder / "processed" / "old.msg", folder / "processed" / "fresh.msg"
    for message in (old, fresh):
        message.touch()
    before = time.time() - broker.KEEP_SECONDS - 1
    os.utime(old, (before, before))

    broker.sweep(folder)

    assert [path.name for path in (folder / "processed").iterdir()] == ["fresh.msg"]
    broker.prepare(folder)
    assert list((folder / "processed").iterdir()) == []
