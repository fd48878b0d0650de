"""Pages rendered per request, with ten years' rows and with a tenth of them.

Three questions of every page: how many queries it makes, how many requests per second it answers
as a share of what a bare view does under the same server with the same middleware, and how its
time with all the rows stands to its time with a tenth. The last is asked by turns, a request to
the one and a request to the other, so that a machine that slows down slows both. Each amount has
a database of its own (see amounts.py).
"""

import http.client
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from benchmarks import amounts
from benchmarks.load import rate
from benchmarks.processes import web

ROUNDS, SECONDS, TURNS = 5, 1, 30
RATE_BAR, GROWTH_BAR, QUERIES_BAR = 0.02, 1.2, 12
NAMES = {"portal_full": amounts.FULL, "portal_tenth": amounts.TENTH}


class Page(NamedTuple):
    """A page, and the demo user who reads it. `{…}` is put in from `_places`."""

    path: str
    login: str = ""


# Add a page here, and it is measured.
PAGES = [
    Page("/arbete/", "lrs-chef"),
    Page("/arbete/", "bg-a"),
    Page("/arbete/", "fou"),
    Page("/arbete/inkorg/", "lrs-chef"),
    Page("/arbete/initiativ/", "bg-a"),
    Page("/arbete/initiativ/?visa=alla&q=plan", "lrs-chef"),
    Page("/arbete/initiativ/{initiative}/", "bg-a"),
    Page("/arbete/moten/", "lrs-registrator-1"),
    Page("/arbete/moten/{meeting}/", "lrs-registrator-1"),
    Page("/arbete/diarium/", "lrs-registrator-1"),
    Page("/arbete/indikatorer/", "fou"),
    Page("/arbete/indikatorer/serier/", "fou"),
    Page("/diarium/?q=plan"),
    Page("/satsningar/?q=plan"),
    Page("/matt/{measure}/?serie={series}"),
]


class Request(NamedTuple):
    """A page in one of the databases: where, and as whom."""

    path: str
    headers: dict[str, str]
    queries: int


def run() -> list[dict[str, Any]]:
    """Three rows for each page."""
    made = {name: _made(name, amount) for name, amount in NAMES.items()}
    with ExitStack() as running:
        at = {name: running.enter_context(_web(name)) for name in NAMES}
        full, tenth = (_asked(at[name], made[name]) for name in NAMES)
        # First by turns: what comes afterwards meets processes that know their pages.
        growth = [_growth(*both) for both in zip(full, tenth, strict=True)]
        shares = _shares(f"{at['portal_full']}/bench/bare/", full)
    found = zip(PAGES, shares, growth, made["portal_full"], strict=True)
    return [row for each in found for row in _rows(*each)]


def _rows(page: Page, share: float, growth: float, asked: Request) -> Iterator[dict[str, Any]]:
    reader = f"`{page.path}`" + (f" ({page.login})" if page.login else "")
    for what, value, sign, bar, rounds in (
        ("of a bare view", share, "≥", RATE_BAR, ROUNDS),
        ("time / at a tenth", growth, "≤", GROWTH_BAR, TURNS),
        ("queries", asked.queries, "≤", QUERIES_BAR, 1),
    ):
        yield {
            "name": f"{reader}: {what}", "ratio": value, "bar": bar, "sign": sign, "rounds": rounds
        }  # fmt: skip


def _shares(bare: str, asked: list[tuple[str, dict[str, str]]]) -> list[float]:
    """Each page's requests per second, of the bare view's just before and just after."""
    ratios: list[list[float]] = [[] for _ in asked]
    for _ in range(ROUNDS):
        before = rate(bare, seconds=1)
        for (url, headers), found in zip(asked, ratios, strict=True):
            ours = rate(url, seconds=SECONDS, headers=headers)
            after = rate(bare, seconds=1)
            found.append(ours / ((before + after) / 2))
            before = after
    return [median(each) for each in ratios]


def _growth(full: tuple[str, dict[str, str]], tenth: tuple[str, dict[str, str]]) -> float:
    """The median time of a request with all the rows, of that with a tenth."""
    times: tuple[list[float], list[float]] = ([], [])
    # The first ones meet processes that have not rendered the page before.
    for turn in range(-4, TURNS):
        for (url, headers), found in zip((full, tenth), times, strict=True):
            taken = _time(url, headers)
            if turn >= 0:
                found.append(taken)
    return median(times[0]) / median(times[1])


def _time(url: str, headers: dict[str, str]) -> float:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", f"{parts.path}?{parts.query}", headers=headers)
    connection.getresponse().read()
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def _asked(address: str, made: list[Request]) -> list[tuple[str, dict[str, str]]]:
    return [(f"{address}{each.path}", each.headers) for each in made]


def _made(name: str, amount: amounts.Amount) -> list[Request]:
    """A database of that name and amount, and what to ask of it."""
    from django.db import connection
    from psycopg import sql

    words = map(sql.Identifier, (name, connection.settings_dict["NAME"]))
    with _in("postgres"), connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*words))
    with _in(name):
        amounts.fill(amount)
        return _requests()


@contextmanager
def _in(name: str) -> Iterator[None]:
    """Django's connection in the database of that name; no other one is open meanwhile."""
    from django.db import connection, connections

    connections.close_all()
    kept = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = kept


def _requests() -> list[Request]:
    places = _places()
    return [_request(page, places) for page in PAGES]


def _places() -> dict[str, Any]:
    from decisions.models import Meeting
    from indicators.models import MeasureSource
    from initiatives.models import Initiative

    source = MeasureSource.objects.filter(main=True, series__gendered=True).earliest("pk")
    return {
        "initiative": Initiative.objects.filter(state="needs_completion").earliest("pk").pk,
        "meeting": Meeting.objects.planned().get().pk,
        "measure": source.measure.key,
        "series": source.series.key,
    }


def _request(page: Page, places: dict[str, Any]) -> Request:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from county.models import User

    path, client = page.path.format(**places), Client()
    headers = {"Accept-Encoding": "identity"}
    if page.login:
        user = User.objects.get(email=f"{page.login}@example.test")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        name = settings.SESSION_COOKIE_NAME
        headers["Cookie"] = f"{name}={client.cookies[name].value}"
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        status = client.get(path).status_code
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return Request(path, headers, len([each for each in asked if "SAVEPOINT" not in each["sql"]]))


@contextmanager
def _web(name: str) -> Iterator[str]:
    """The portal on the database of that name."""
    kept = os.environ["DATABASE_URL"]
    parts = urlsplit(kept)
    os.environ["DATABASE_URL"] = urlunsplit((*parts[:2], f"/{name}", *parts[3:]))
    try:
        with web("narvard.wsgi:django_application") as address:
            yield address
    finally:
        os.environ["DATABASE_URL"] = kept
