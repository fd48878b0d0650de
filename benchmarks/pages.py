"""Published pages, and pages rendered per request, against a bare Django view.

All run under the same server with the same middleware; a round measures each in turn, and the
ratio is the median over the rounds. Then the time from a transaction to what every process serves.
"""

import http.client
import time
from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.load import rate
from benchmarks.processes import publisher, web

ROUNDS = 5
RENDERED_ROUNDS = 3
TURNS = 12
SECONDS = 2
PATIENCE_SECONDS = 30
WHOLE = {"Accept-Encoding": "identity"}
PACKED = {"Accept-Encoding": "gzip"}


class Rendered(NamedTuple):
    """A page that Django renders for each request. `login` is a demo user's key, or empty."""

    name: str
    path: str
    login: str = ""


# Add a page here, and it is measured when its address answers.
RENDERED = [
    Rendered("Search", "/sok/?q=plan"),
    Rendered("Register, filtered", "/diarium/?q=plan"),
    Rendered("Initiatives, filtered", "/satsningar/?q=plan"),
    Rendered("My work", "/arbete/", "lrs-chef"),
    Rendered("Inbox", "/arbete/inkorg/", "lrs-chef"),
]
RENDERED_BAR = 0.02


def run() -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` or `seconds`, `bar` and `rounds`."""
    _prepare()
    with web("narvard.wsgi:application") as address, web("narvard.wsgi:django_application") as bare:
        rows = _published(address, f"{bare}/bench/bare/")
        rows += _rendered(address, f"{bare}/bench/bare/")
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


def _rendered(address: str, bare: str) -> list[dict[str, Any]]:
    cases: dict[str, Callable[[], float]] = {}
    for page in RENDERED:
        headers = WHOLE | _cookie(page.login)
        if _status(f"{address}{page.path}", headers) == 200:
            cases[f"Rendered per request: {page.name} ({page.path})"] = _asking(
                f"{address}{page.path}", headers
            )
        else:
            print(f"not measured, {page.path} does not answer with a page")
    return _against(bare, cases, bar=RENDERED_BAR, rounds=RENDERED_ROUNDS)


def _asking(url: str, headers: dict[str, str]) -> Callable[[], float]:
    return lambda: rate(url, seconds=SECONDS, headers=headers)


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


def _status(url: str, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def _cookie(login: str) -> dict[str, str]:
    """The session cookie of a demo user."""
    from django.conf import settings
    from django.test import Client

    from county.models import User

    user = User.objects.filter(email=f"{login}@example.test").first() if login else None
    if user is None:
        return {}
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return {"Cookie": f"{name}={client.cookies[name].value}"}
