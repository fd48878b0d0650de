"""The emulator as a process of its own, started once a session, and what tests do with it.

In a test file or a conftest: `from tests.support.kolada import emulator` and take the fixture
`emulator`; every test begins with no fault, no change and an empty log.
"""

import atexit
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.utils import timezone

from indicators.sources.fetching import Patience
from indicators.sources.kolada import Kolada
from indicators.sources.pxweb_v1 import PxWebV1
from indicators.sources.pxweb_v2 import PxWebV2
from tests.support.running import ROOT
from tests.support.waiting import PATIENCE_SECONDS

TODAY = "2026-11-23"
QUICK = Patience(first_wait=0.01, longest_wait=0.05, jitter=0.01)
"""Four tries as ever, but nothing to wait for between them."""
NOBODY = "postgresql://nobody@localhost:1/none"


class Emulator:
    """One running emulator."""

    def __init__(self, *options: str) -> None:
        command = ("manage.py", "kolada_emulator", "--port", "0", "--with-parent", *options)
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": NOBODY},
            stdout=subprocess.PIPE,
            text=True,
        )
        # It prints its addresses when it already listens.
        lines = [self.process.stdout.readline().strip() for _ in range(3)]
        assert all("=" in line for line in lines), f"the emulator did not start: {lines}"
        self.environment = dict(line.split("=", 1) for line in lines)
        """`KOLADA_BASE_URL` and the others, for a process that is to read from here."""
        self.base_url = self.environment["KOLADA_BASE_URL"]
        self.origin = self.base_url.removesuffix("/v3")
        self.keeps_our_time = False
        """Whether it dates its changes as we do, for who asks what has changed since a day."""
        # Making a reader loads the machine's certificates, so the usual one is made once.
        self._kolada = Kolada(self.base_url, interval=0, patience=QUICK)

    def faults(self, named: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Let something go wrong: `faults({"429": {"n": 2}}, page_max={"size": 7})`."""
        body = json.dumps({**(named or {}), **more}).encode()
        request = urllib.request.Request(f"{self.origin}/__emu__/faults", data=body)
        urllib.request.urlopen(request, timeout=60).close()

    def reset(self) -> None:
        """No fault, no change, empty log."""
        moved = {"today": timezone.localdate().isoformat()} if self.keeps_our_time else {}
        self.faults(moved, reset=True)

    def requests(self, part: str = "") -> list[dict[str, Any]]:
        """What was asked since the reset, oldest first; only where the path contains `part`."""
        with urllib.request.urlopen(f"{self.origin}/__emu__/requests", timeout=60) as answer:
            return [each for each in json.load(answer)["requests"] if part in each["path"]]

    def get(self, path: str) -> Any:
        """What a path answers, as JSON. Raises HTTPError for anything but 200."""
        with urllib.request.urlopen(f"{self.origin}{path}", timeout=60) as answer:
            return json.load(answer)

    def kolada(self, **changes: Any) -> Kolada:
        """A reader of this emulator that does not wait between questions or tries."""
        if not changes:
            return self._kolada
        return Kolada(self.base_url, **{"interval": 0, "patience": QUICK, **changes})

    def folkhalsodata(self, **changes: Any) -> PxWebV1:
        """The same for Folkhälsodata."""
        base_url = self.environment["FOLKHALSODATA_BASE_URL"]
        return PxWebV1(base_url, **{"interval": 0, "patience": QUICK, **changes})

    def scb(self, **changes: Any) -> PxWebV2:
        """The same for SCB."""
        base_url = self.environment["SCB_BASE_URL"]
        return PxWebV2(base_url, **{"interval": 0, "patience": QUICK, **changes})

    def end(self) -> int:
        """Ask it to end; its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)


@cache
def started() -> Emulator:
    """The emulator of this session, whoever asks for it."""
    found = Emulator("--today", TODAY)
    atexit.register(found.end)
    return found


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """The session's emulator, as it was when it began."""
    found = started()
    found.reset()
    yield found
    found.reset()
