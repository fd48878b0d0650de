"""The portal's own processes, started by a test against the test's database, and ended with it."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


class Answer(NamedTuple):
    """What a web process said."""

    status: int
    headers: Mapping[str, str]
    body: str


def database_url() -> str:
    """The test's own database, for a process of its own."""
    found = connection.settings_dict
    given = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}" if found["USER"] else ""
    host = quote(found["HOST"], safe="")
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{given}@/{found['NAME']}?host={host}{port}"


@contextlib.contextmanager
def running(
    *command: str, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """One process of the portal, killed at the end if it does not listen.

    Its children too: a worker that is killed leaves its clock and its pool behind.
    """
    surroundings = os.environ | {"DATABASE_URL": database_url()} | dict(environment or {})
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=surroundings,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def get(url: str, **headers: str) -> Answer:
    """One request; a refused connection is status 0."""
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read().decode())
    except OSError:
        return Answer(0, {}, "")
