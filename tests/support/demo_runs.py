"""Real processes: which run, which belong to whom, and a demo started as a person would."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.support.ports import free_port
from tests.support.waiting import PATIENCE_SECONDS, until

ROOT = Path(__file__).resolve().parent.parent.parent
SETTLED_SECONDS = 1.0
# What the test session itself has set; a demo must find its own.
OWN = (
    *("DATA", "DEMO", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "COUNTY", "PORT"),
    *("KOLADA_BASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"),
)


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what the test session has put there."""
    kept = {key: value for key, value in os.environ.items() if key not in OWN}
    return kept | more


def status(address: str) -> int:
    """The status an address answers with, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(parent: int) -> list[int]:
    """The processes that a process has started and that run."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(folder.name)
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent and fields[0] != "Z":
                found.append(pid)
    return found


def descendants(parent: int) -> list[int]:
    """Children, their children, and so on."""
    found = children(parent)
    return found + [deeper for child in found for deeper in descendants(child)]


def _command(pid: int) -> list[str]:
    """The words a process was started with; none when it is gone."""
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).cmdline()
    return []


def _stayed(fork: int, master: int) -> bool:
    with contextlib.suppress(psutil.Error):
        settled = time.time() - psutil.Process(fork).create_time() > SETTLED_SECONDS
        return settled and _command(fork) == _command(master) != []
    return False


def with_data(folder: Path) -> list[int]:
    """Every process whose environment names this data folder, whoever started it."""
    mark = f"DATA={folder}".encode()
    found = []
    for place in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if mark in (place / "environ").read_bytes().split(b"\0") and alive(int(place.name)):
                found.append(int(place.name))
    return found


class RunningDemo:
    """`manage.py demo` on a folder and a port of its own."""

    def __init__(self, data: Path, port: int | None = None, **environment: str) -> None:
        self.data = data
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.environment = clean_environment(DATA=str(data), PORT=str(self.port), **environment)
        self.said = data.parent / f"{data.name}.said"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The supervisor's process number."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> "RunningDemo":
        """Start it and wait until it has printed its address."""
        with self.said.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "demo"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        until(lambda: self.ended or self.address in self.said.read_text(), "the address")
        assert not self.ended, self.said.read_text()
        return self

    @property
    def ended(self) -> bool:
        """Whether the supervisor has ended."""
        return self.process is None or self.process.poll() is not None

    def named(self) -> dict[str, int]:
        """The supervised processes by name."""
        marks = {
            "web": "gunicorn",
            "worker": "worker@%h",
            "publisher": "publisher@%h",
            "beat": "beat",
            "postgres": "postgres",
        }
        found = {}
        for pid in children(self.pid):
            words = _command(pid)
            for name, mark in marks.items():
                if any(Path(word).name == mark for word in words):
                    found.setdefault(name, pid)
        return found

    def pool(self, name: str) -> list[int]:
        """The children that a supervised process works with: its forks that have stayed.

        While it starts it also runs small programs (to find a library, say); each of them looks
        like a fork for a moment, until it has become the other program.
        """
        master = self.named().get(name)
        return [pid for pid in children(master) if _stayed(pid, master)] if master else []

    def send(self, number: signal.Signals) -> int:
        """Send the supervisor a signal and wait for its end; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> None:
        """End it, whatever state it is in."""
        if not self.ended:
            self.send(signal.SIGTERM)


@contextlib.contextmanager
def running_demo(data: Path, **environment: str) -> Iterator[RunningDemo]:
    """A demo that runs inside the block."""
    demo = RunningDemo(data, **environment)
    try:
        yield demo.start()
    finally:
        demo.stop()


def refused(data: Path, *arguments: str, **environment: str) -> str:
    """What a demo that cannot start says: one line, without a traceback, and a failing exit."""
    wanted = {"DATA": str(data), "PORT": str(free_port())} | environment
    done = subprocess.run(
        [*arguments, sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env=clean_environment(**wanted),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode != 0, done.stdout
    said = done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert len(said.splitlines()) == 1, done.stderr
    return said
