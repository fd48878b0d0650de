"""Published pages against a bare Django view.

All run under the same server with the same middleware; a round measures each in turn, and the
ratio is the median over the rounds. Then the time from a transaction to what every process serves.
"""

import http.client
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from benchmarks.load import rate
from benchmarks.processes import publisher, web

ROUNDS = 5
TURNS = 12
SECONDS = 2
PATIENCE_SECONDS = 30
WHOLE = {"Accept-Encoding": "identity"}
PACKED = {"Accept-Encoding": "gzip"}


def run() -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` or `seconds`, `bar` and `rounds`."""
    _prepare()
    with web("narvard.wsgi:application") as address, web("narvard.wsgi:django_application") as bare:
        rows = _published(address, f"{bare}/bench/bare/")
    with web("benchmarks.site:telling") as address, publisher():
        rows += _until_everywhere(address)
    return rows


def _prepare() -> None:
    from foundation import publishing
    from foundation.models import OutgoingMail

    OutgoingMail.objects.get_or_create(
        key="bench", defaults={"subject": "Första", "recipient": "bench@example.test"}
    )
    publishing.publish_all()


def _published(address: str, bare: str) -> list[dict[str, Any]]:
    etag, size = _look(f"{address}/bench/page/")
    front, front_size = _look(f"{address}/")
    page = f"{address}/bench/page/"
    cases: dict[str, Callable[[], float]] = {
        f"Published page, full 200, {size // 1000} kB": lambda: rate(
            page, seconds=SECONDS, headers=WHOLE
        ),
        f"Published page, full 200, {size // 1000} kB, gzip": lambda: rate(
            page, seconds=SECONDS, headers=PACKED
        ),
        "Published page, unchanged, 304": lambda: rate(
            page, seconds=SECONDS, headers={"If-None-Match": etag}
        ),
    }
    if front:
        cases[f"Roadmap page, full 200, {front_size // 1000} kB"] = lambda: rate(
            f"{address}/", seconds=SECONDS, headers=WHOLE
        )
    return _against(bare, cases, bar=1.0, rounds=ROUNDS)


def _against(
    bare: str, cases: dict[str, Callable[[], float]], *, bar: float, rounds: int
) -> list[dict[str, Any]]:
    for measure in cases.values():
        measure()
    ratios: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, measure in cases.items():
            # Just before and just after: a machine that others use changes by the second.
            before = rate(bare, seconds=1)
            ours = measure()
            ratios[name].append(ours / ((before + rate(bare, seconds=1)) / 2))
    return [
        {"name": name, "ratio": median(found), "bar": bar, "rounds": rounds}
        for name, found in ratios.items()
    ]


def _until_everywhere(address: str) -> list[dict[str, Any]]:
    """From the commit until each of the two processes has answered with the new word, twice."""
    from django.db import transaction

    from foundation.models import OutgoingMail
    from foundation.publishing import touch, withdraw

    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    published, withdrawn = [], []
    for turn in range(TURNS + 1):
        for found, say in ((published, touch), (withdrawn, withdraw)):
            word = f"{say.__name__} {turn}"
            with transaction.atomic():
                OutgoingMail.objects.filter(key="bench").update(subject=word)
                say("bench")
            begun = time.perf_counter()
            _wait_for(connection, f"<h1>{word}</h1>".encode())
            # The first turn waits for the worker to start.
            if turn:
                found.append(time.perf_counter() - begun)
    connection.close()
    return [
        {"name": name, "seconds": median(times), "worst": max(times), "bar": 1.0, "rounds": TURNS}
        for name, times in (
            ("From a publishing transaction to every process", published),
            ("From a withdrawing transaction to every process", withdrawn),
        )
    ]


def _wait_for(connection: http.client.HTTPConnection, wanted: bytes) -> None:
    agreed: dict[str, int] = {}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        # A connection stays with one process, so each question comes on a new one.
        connection.close()
        connection.request("GET", "/bench/page/", headers=WHOLE)
        answer = connection.getresponse()
        process = answer.headers["X-Process"]
        agreed[process] = agreed.get(process, 0) + 1 if wanted in answer.read() else 0
        if len(agreed) == 2 and min(agreed.values()) >= 2:
            return
    raise RuntimeError(f"not served everywhere within {PATIENCE_SECONDS} s: {agreed}")


def _look(url: str) -> tuple[str, int]:
    """The ETag and the size of a page; empty when it is not a published one."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", parts.path, headers=WHOLE)
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    return answer.headers.get("ETag", "") if answer.status == 200 else "", size
