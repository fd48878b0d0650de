"""The statements that bring a series as read into the tables: COPY, MERGE, revisions.

All of it happens in the caller's transaction, which holds the source's lock: MERGE does not
guard against another transaction that inserts the same place.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from indicators.models import Provenance
from indicators.services.refresh import statements
from indicators.services.refresh.judging import TOLERANCE
from indicators.services.refresh.rows import Row, Scope

LARGE = 2000
"""From how many rows on the planner is told what was staged."""
_LOCK_SPACE = 2_019_043
_NULL = "\\N"


@dataclass(frozen=True, slots=True)
class Merged:
    """What the statements did, in rows."""

    inserted: int = 0
    revised: int = 0
    withdrawn: int = 0
    returned: int = 0
    touched: int = 0
    """Rows written at all, those with only another status included."""


def lock_source(source_key: str) -> None:
    """Let nobody else write values of the source until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_SPACE, source_key])


def merge(
    series_id: int,
    rows: Sequence[Row],
    *,
    now: datetime,
    refresh_id: int | None,
    scope: Scope | None = None,
) -> Merged:
    """Bring the rows into the table. With a complete `scope`, withdraw what is absent from it."""
    facts: dict[str, Any] = {
        "series": series_id, "now": now, "refresh": refresh_id, "tolerance": TOLERANCE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        _stage(rows)
        cursor.execute(
            "SELECT EXISTS (SELECT FROM indicators_observation WHERE series_id = %s)", [series_id]
        )
        if not cursor.fetchone()[0]:
            cursor.execute(statements.FIRST, facts)
            new = sum(row.value is not None and not row.held for row in rows)
            return Merged(inserted=new, touched=cursor.rowcount)
        cursor.execute(statements.NEW, facts)
        (inserted,) = cursor.fetchone()
        cursor.execute(statements.REVISIONS, facts)
        kinds = Counter(dict(cursor.fetchall()))
        cursor.execute(statements.MERGE, facts)
        touched = cursor.rowcount
    withdrawn = _withdraw_absent(facts, rows, scope)
    return Merged(
        inserted=inserted,
        revised=kinds["revised"],
        withdrawn=kinds["withdrawn"] + withdrawn,
        returned=kinds["returned"],
        touched=touched + withdrawn,
    )


def _withdraw_absent(facts: dict[str, Any], rows: Sequence[Row], scope: Scope | None) -> int:
    """Withdraw what a complete reading did not hold, and what is invented where real came."""
    conditions = []
    if scope is not None and scope.complete:
        facts |= {
            "areas": list(scope.areas.values()),
            "first": scope.first_year,
            "last": scope.last_year,
        }
        conditions.append(f"({statements.ABSENT})")
    if any(row.provenance != Provenance.DEMO and not row.held for row in rows):
        conditions.append(statements.INVENTED)
    if not conditions:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(statements.GONE.format(condition=" OR ".join(conditions)), facts)
        found: int = cursor.fetchone()[0]
        return found


def _stage(rows: Sequence[Row]) -> None:
    """Fill the temporary table, which lives until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(statements.TABLE)
        cursor.execute("TRUNCATE staged_values")
        with cursor.copy("COPY staged_values FROM STDIN") as copy:
            copy.write("".join(map(_line, rows)))
        if len(rows) >= LARGE:
            cursor.execute("ANALYZE staged_values")


def _line(row: Row) -> str:
    """The row as COPY's text format wants it; the shortest way there, for a million of them."""
    area, year, month, gender, value, status, members, preliminary, withdrawn, origin, held = row
    return (
        f"{area}\t{year}\t{month}\t{gender}\t{_NULL if value is None else repr(value)}\t"
        f"{_escaped(status) if status else ''}\t{members}\t{'t' if preliminary else 'f'}\t"
        f"{'t' if withdrawn else 'f'}\t{origin}\t{'t' if held else 'f'}\n"
    )


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, written)
    return text
