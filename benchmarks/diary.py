"""Eight writers on one series, a fifth of their transactions rolled back, against a bare counter.

Bare: a counter row and the same row in a table with the same indexes, by hand-written SQL, no
more. Ours: the whole service, with its checks, the append-only triggers, the hash chain and the
marking of public pages. Both use the same connections in
the same threads against the same database, in alternating rounds, and both are looked through
for gaps and doubles afterwards. The database is a throw-away one, since a register cannot be
emptied.

The wake-up of the worker that renders pages is a message to the broker after the commit; it is
left out.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from random import Random
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction
from django.utils import timezone

WRITERS = 8
ROUNDS = 9
EACH = 80
ROLLED_BACK = 0.2
BAR = 0.6

Write = Callable[[], object]

BARE = """
    CREATE TABLE bench_counter (id int PRIMARY KEY, last int NOT NULL);
    CREATE TABLE bench_document (LIKE diary_diarydocument INCLUDING ALL);
"""
COUNT = """
    INSERT INTO bench_counter VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET last = bench_counter.last + 1 RETURNING last
"""
ROW = """
    INSERT INTO bench_document (
        case_id, year, case_serial, serial, number, title, public_title, category, direction,
        party, public_party, dated, date_precision, origin, archive_expected, registered_at,
        registered_by_name, words, public_words
    ) VALUES (
        1, 2026, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'day', 'portal', true, %s, '', %s, %s
    ) RETURNING id
"""


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` (median of the rounds), `bar` and `rounds`."""
    with _throw_away_database(), _without_wake_up():
        case = _prepare()
        of_documents, of_cases = [], []
        for turn in range(rounds + 1):
            bare = _rate(_bare, seed=turn)
            documents = _rate(lambda: _document(case), seed=turn)
            cases = _rate(lambda: _case(case.series), seed=turn)
            if turn:  # the first round warms caches and plans
                of_documents.append(documents / bare)
                of_cases.append(cases / bare)
        _look_through(case)
    return [
        _row("Diary, 8 writers, documents in one case, with chain and triggers", of_documents),
        _row("Diary, 8 writers, new cases in one series, with chain and triggers", of_cases),
    ]


def _bare() -> None:
    title, public_title, party = "Intern rubrik", "Begäran om samråd", "Intern avsändare"
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        (serial,) = cursor.fetchone()
        cursor.execute(
            ROW,
            [
                serial,
                f"PRV26-0001-{serial}",
                title,
                public_title,
                "Skrivelse",
                "incoming",
                party,
                "Provkommun",
                date(2026, 5, 7),
                timezone.now(),
                f"{title} {party} intern ärendemening".lower(),
                f"{public_title} provkommun samordnad utskrivning".lower(),
            ],
        )
        cursor.fetchone()


def _document(case: Any) -> None:
    from tests.diary.making import document

    document(case)


def _case(series: Any) -> None:
    from tests.diary.making import open_case

    open_case(series=series)


def _rate(write: Write, *, seed: int) -> float:
    """Transactions per second, those rolled back included, over all writers."""
    barrier = threading.Barrier(WRITERS + 1)

    def writer(number: int) -> None:
        random = Random(seed * WRITERS + number)
        connection.ensure_connection()
        barrier.wait()
        for _ in range(EACH):
            with transaction.atomic():
                write()
                if random.random() < ROLLED_BACK:
                    transaction.set_rollback(True)
        connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(writer, number) for number in range(WRITERS)]
        barrier.wait()
        start = perf_counter()
        for each in done:
            each.result()
        return WRITERS * EACH / (perf_counter() - start)


def _prepare() -> Any:
    from diary.models import DiarySeries
    from tests.diary.making import open_case

    DiarySeries.objects.create(key="prov", prefix="PRV")
    with connection.cursor() as cursor:
        cursor.execute(BARE)
    return open_case()


def _look_through(case: Any) -> None:
    from diary import services
    from diary.models import DiaryCase

    with connection.cursor() as cursor:
        cursor.execute("SELECT serial FROM bench_document ORDER BY serial")
        bare = [serial for (serial,) in cursor.fetchall()]
    for serials in (
        bare,
        list(case.documents.order_by("serial").values_list("serial", flat=True)),
        list(DiaryCase.objects.order_by("serial").values_list("serial", flat=True)),
    ):
        if serials != list(range(1, len(serials) + 1)):
            raise AssertionError("a gap or a double among the numbers")
    if problems := services.verify():
        raise AssertionError(str(problems[0]))


@contextmanager
def _without_wake_up() -> Iterator[None]:
    with patch("foundation.publishing.marking.wake_on_commit", new=len):
        yield


@contextmanager
def _throw_away_database() -> Iterator[None]:
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


def _row(name: str, ratios: list[float]) -> dict[str, Any]:
    return {"name": name, "ratio": median(ratios), "bar": BAR, "rounds": len(ratios)}
