"""Keeps the demo's processes running until the demo ends, and ends every one of them with it.

Each process is the leader of a session of its own, so that Ctrl-C reaches only the supervisor
and a process can be ended with all its children. The kernel ends the processes if the supervisor
itself is killed; workers under them end with their masters (narvard/gunicorn.py, celery.py).
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from narvard.demo.place import ROOT, Place
from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem
from narvard.processes import Process

LOOK_SECONDS = 0.2
STEADY_SECONDS = 10
LONGEST_WAIT_SECONDS = 15
END_SECONDS = 10


Say = Callable[[str], None]


class Ended(BaseException):
    """Somebody asked the demo to end. Not an error, so nothing on the way may catch it."""


@contextlib.contextmanager
def ending_on_signals() -> Iterator[None]:
    """Raise Ended at the first Ctrl-C, SIGTERM or closed terminal; further ones change nothing."""
    signals = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup wants it ignored
        signals.append(signal.SIGHUP)

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        raise Ended

    before = {number: signal.signal(number, end) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Backoff:
    """When to start a process again: at once if it ran steadily, else later each time."""

    def __init__(self) -> None:
        self.failures = 0
        self.started = 0.0
        self.next_try = 0.0

    def begun(self) -> None:
        """The process was just started."""
        self.started = time.monotonic()

    def seen_alive(self) -> None:
        """The process runs, whoever started it."""
        self.started = self.started or time.monotonic()

    def ended(self) -> None:
        """The process was just seen dead."""
        now = time.monotonic()
        self.failures = 0 if now - self.started > STEADY_SECONDS else self.failures + 1
        wait = min(0.25 * 2**self.failures, LONGEST_WAIT_SECONDS) if self.failures else 0
        self.next_try = now + wait

    @property
    def due(self) -> bool:
        """Whether the wait is over."""
        return time.monotonic() >= self.next_try


class Child:
    """One process of the portal's list."""

    def __init__(self, process: Process, place: Place) -> None:
        self.name = process.name
        self.log = place.log / f"{process.name}.log"
        self._command = [
            *("setpriv", "--pdeathsig=SIGKILL"),
            *(sys.executable if word == "python" else word for word in process.command),
        ]
        self._environment = {**os.environ, **process.environment}
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, with its output going to its log file."""
        with self.log.open("ab") as output:
            self._running = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._running is not None and self._running.poll() is None

    def ask_to_end(self) -> None:
        """Let it finish what it does; returns at once."""
        if self._running is not None and self.alive:
            self._running.terminate()

    def end(self, deadline: float) -> None:
        """Wait for it until the deadline, then end what is left of it and its children."""
        if self._running is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._running.wait(max(0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running.pid, signal.SIGKILL)
        self._running.wait()
        self._running = None


class Database:
    """The embedded PostgreSQL, looked after in the same way."""

    name = "postgres"

    def __init__(self, server: EmbeddedPostgres, say: Say) -> None:
        self._server = server
        self._say = say

    def start(self) -> None:
        """Start it and wait until it answers; a start that fails is tried again later."""
        try:
            self._server.start()
        except StartProblem as problem:
            self._say(str(problem))

    @property
    def alive(self) -> bool:
        """Whether the server runs."""
        return self._server.process is not None and self._server.process.poll() is None

    def ask_to_end(self) -> None:
        """Nothing: the others are still writing to it."""

    def end(self, _deadline: float) -> None:
        """Shut down properly; a server that does not listen is ended by force."""
        self._server.stop()


Kept = Child | Database


class Supervisor:
    """Starts processes in order, starts again those that die, and ends them in reverse order."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._kept: dict[Kept, Backoff] = {}

    def add(self, kept: Kept) -> None:
        """Look after a process that is about to be started: from the next look at the latest."""
        self._kept[kept] = Backoff()

    def look(self) -> None:
        """Start again what has died since the last look."""
        for kept, backoff in self._kept.items():
            if kept.alive:
                backoff.seen_alive()
                continue
            if backoff.started:
                self._say(f"{kept.name} avslutades oväntat och startas igen.")
                kept.end(time.monotonic())
                backoff.ended()
                backoff.started = 0.0
            if backoff.due:
                kept.start()
                backoff.begun()

    def end_all(self) -> None:
        """End everything: all at once are asked, then each is waited for, the database last."""
        deadline = time.monotonic() + END_SECONDS
        for kept in reversed(self._kept):
            kept.ask_to_end()
        for kept in reversed(self._kept):
            kept.end(deadline)
        self._kept.clear()


def keep_log_small(file: Path, limit: int = 5 * 1024**2) -> None:
    """Set a large log aside before the processes open it; the one before that is dropped."""
    if file.exists() and file.stat().st_size > limit:
        file.replace(file.with_suffix(".log.1"))
