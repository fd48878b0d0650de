"""Numbers without gaps: a counter row, locked until the caller's transaction ends.

A transaction that rolls back gives its number back, because the counter rolls back with it.
Three seconds is the longest wait for somebody else's transaction; after that nothing is taken.
Number and row are written by one statement, so that the counter is held as shortly as can be.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from django.db import OperationalError, connection, models

from diary.errors import Busy
from diary.models import DiaryCase, DiaryDocument

LOCK_NOT_AVAILABLE = "55P03"
DEADLOCK = "40P01"
_PATIENCE = "(SELECT set_config('lock_timeout', '3s', true)) AS patience"

_COUNTERS = {
    DiaryCase: f"""
        INSERT INTO diary_yearcounter AS counter (series_id, year, last)
        SELECT %s, %s, %s FROM {_PATIENCE} ON CONFLICT (series_id, year)
    """,  # noqa: S608 - constants
    DiaryDocument: f"""
        INSERT INTO diary_casecounter AS counter (case_id, last)
        SELECT %s, %s FROM {_PATIENCE} ON CONFLICT (case_id)
    """,  # noqa: S608 - constants
}
_NUMBERS = {
    # Never cut: a serial that has outgrown its digits is written whole.
    DiaryCase: "%s || lpad(last::text, greatest(%s, length(last::text)), '0')",
    DiaryDocument: "%s || last",
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


def write_case_numbered(case: DiaryCase) -> None:
    """Write a case under the next serial of its series and year. Raises Busy."""
    series = case.series
    stem = series.case_number(case.year, 0).removesuffix("0" * series.digits)
    _write_numbered(case, counter=[series.pk, case.year, 1], number=[stem, series.digits])


def write_document_numbered(document: DiaryDocument) -> None:
    """Write a document under the next serial of its case. Raises Busy."""
    case = document.case
    _write_numbered(document, counter=[case.pk, 1], number=[f"{case.number}-"])


def raise_case_serial(*, series_id: int, year: int, to: int) -> None:
    """Hold the counter and see that it stands at `to` at least: for numbers given elsewhere."""
    _raise(DiaryCase, [series_id, year, to])


def raise_document_serial(*, case_id: int, to: int) -> None:
    """The same for a case's documents."""
    _raise(DiaryDocument, [case_id, to])


def _raise(model: type[models.Model], parameters: Sequence[int]) -> None:
    sql = _COUNTERS[model] + "DO UPDATE SET last = greatest(counter.last, EXCLUDED.last)"
    with patient(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _write_numbered(
    row: DiaryCase | DiaryDocument, *, counter: Sequence[int], number: Sequence[str | int]
) -> None:
    model = type(row)
    # The columns hold text, numbers, dates and times, which the driver writes as they are.
    values = [getattr(row, name) for name in _plain_names(model)]
    with patient(), connection.cursor() as cursor:
        cursor.execute(_insert(model), [*counter, *number, *values])
        row.pk, row.serial, row.number = cursor.fetchone()
    row._state.adding = False  # noqa: SLF001 - Django documents it for rows written elsewhere
    row._state.db = connection.alias  # noqa: SLF001 - as above


@cache
def _insert(model: type[models.Model]) -> str:
    names = _plain_names(model)
    return f"""
        WITH taken AS (
            {_COUNTERS[model]} DO UPDATE SET last = counter.last + 1 RETURNING last
        )
        INSERT INTO {model._meta.db_table} (serial, number, {", ".join(names)})
        SELECT last, {_NUMBERS[model]}, {", ".join("%s" for _ in names)} FROM taken
        RETURNING id, serial, number
    """  # noqa: S608 - names of our own tables and columns


@cache
def _plain_names(model: type[models.Model]) -> list[str]:
    """The columns that are written as the row has them; attribute and column are named alike."""
    given = {"id", "serial", "number"}
    return [field.attname for field in model._meta.concrete_fields if field.name not in given]
