"""The processes that a benchmark measures, started as the demo starts them."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWER_SECONDS = 60


@contextlib.contextmanager
def process(*command: str, log: str) -> Iterator[subprocess.Popen[bytes]]:
    """One process of the portal on the benchmark's database, ended afterwards."""
    file = Path(os.environ["DATA"]) / f"{log}.log"
    with file.open("ab") as output:
        started = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, stdout=output, stderr=output
        )
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(15)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


@contextlib.contextmanager
def web(application: str) -> Iterator[str]:
    """Gunicorn with the portal's own configuration: two processes, four threads in each."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["BIND"] = f"127.0.0.1:{port}"
    # Renewing a process in the middle of a round would measure that instead.
    command = ("-m", "gunicorn", "--config", "narvard/gunicorn.py", "--max-requests", "0")
    with process(*command, application, log="web"):
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz")
        yield address


@contextlib.contextmanager
def publisher() -> Iterator[None]:
    """The worker that renders published pages."""
    from narvard.processes import PUBLISHER

    with process(*PUBLISHER.command[1:], log="publisher"):
        yield


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.05)
    raise RuntimeError(f"{url} does not answer")
