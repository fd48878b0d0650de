"""Numbers without gaps: a counter row, locked until the caller's transaction ends.

A transaction that rolls back gives its number back, because the counter rolls back with it.
Three seconds is the longest wait for somebody else's transaction; after that nothing is taken.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

from diary.errors import Busy

LOCK_NOT_AVAILABLE = "55P03"
DEADLOCK = "40P01"
_WAIT = "(SELECT set_config('lock_timeout', '3s', true)) AS patience"

_NEXT = {
    "case": f"""
        INSERT INTO diary_yearcounter AS counter (series_id, year, last)
        SELECT %s, %s, 1 FROM {_WAIT}
        ON CONFLICT (series_id, year) DO UPDATE SET last = counter.last + 1 RETURNING last
    """,  # noqa: S608 - a constant
    "document": f"""
        INSERT INTO diary_casecounter AS counter (case_id, last) SELECT %s, 1 FROM {_WAIT}
        ON CONFLICT (case_id) DO UPDATE SET last = counter.last + 1 RETURNING last
    """,  # noqa: S608 - a constant
}
_RAISE = {
    "case": f"""
        INSERT INTO diary_yearcounter AS counter (series_id, year, last)
        SELECT %s, %s, %s FROM {_WAIT}
        ON CONFLICT (series_id, year)
        DO UPDATE SET last = greatest(counter.last, EXCLUDED.last) RETURNING last
    """,  # noqa: S608 - a constant
    "document": f"""
        INSERT INTO diary_casecounter AS counter (case_id, last) SELECT %s, %s FROM {_WAIT}
        ON CONFLICT (case_id)
        DO UPDATE SET last = greatest(counter.last, EXCLUDED.last) RETURNING last
    """,  # noqa: S608 - a constant
}


@contextmanager
def patient() -> Iterator[None]:
    """Turn a lock that was not had in time into Busy."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") in {LOCK_NOT_AVAILABLE, DEADLOCK}:
            raise Busy from error
        raise


def limit_wait() -> None:
    """Wait no longer for any lock in this transaction than for a counter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', '3s', true)")


def next_case_serial(*, series_id: int, year: int) -> int:
    """The next case serial of a series and year. Raises Busy."""
    return _take(_NEXT["case"], series_id, year)


def next_document_serial(*, case_id: int) -> int:
    """The next document serial of a case. Raises Busy."""
    return _take(_NEXT["document"], case_id)


def raise_case_serial(*, series_id: int, year: int, to: int) -> None:
    """Hold the counter and see that it stands at `to` at least: for numbers given elsewhere."""
    _take(_RAISE["case"], series_id, year, to)


def raise_document_serial(*, case_id: int, to: int) -> None:
    """The same for a case's documents."""
    _take(_RAISE["document"], case_id, to)


def _take(sql: str, *parameters: int) -> int:
    with patient(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        (last,) = cursor.fetchone()
        return int(last)
