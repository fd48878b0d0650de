"""A million observations: the first load and an unchanged refresh, against raw COPY.

54 series of 312 areas, 20 years and three genders. Both sides begin with the same readings as a
source hands them over, and do the same series after each other, a transaction for each. Raw: the
readings written as text and copied into a table of the same columns, without key or index. Ours:
the whole service, with its digest, its judging of every value, MERGE, and the marking of public
pages. Afterwards the rows are counted. The database is a throw-away one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch

from django.db import connection, transaction

SERIES, AREAS, YEARS, GENDERS = 54, 312, range(2006, 2026), "TKM"
ROWS = SERIES * AREAS * len(YEARS) * len(GENDERS)
ROUNDS = 3
FIRST_LOAD_BAR, UNCHANGED_BAR = 8.0, 0.5
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)

BARE = "CREATE TABLE bench_observation (LIKE indicators_observation INCLUDING DEFAULTS)"


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` (median of the rounds), `bar` and `rounds`."""
    first, unchanged = [], []
    with _throw_away_database(), _without_wake_up():
        series, scope, refresh = _prepare()
        for turn in range(rounds):
            raw, loaded, again = _round(series, scope, refresh)
            _look_through()
            print(f"round {turn + 1}: COPY {raw:.1f} s, first {loaded:.1f} s, same {again:.2f} s")
            first.append(loaded / raw)
            unchanged.append(again / raw)
            _empty(series)
    return [
        _row(f"Observations, {ROWS:,} rows, first load / raw COPY", first, FIRST_LOAD_BAR),
        _row(f"Observations, {ROWS:,} rows, unchanged / raw COPY", unchanged, UNCHANGED_BAR),
    ]


def _round(series: list[Any], scope: Any, refresh: Any) -> tuple[float, float, float]:
    """Seconds for all series: raw COPY, first load, the same once more."""
    from indicators.services.refresh.storing import store

    raw = loaded = again = 0.0
    for number, each in enumerate(series):
        readings = _readings(each, scope, number)
        raw += _timed(lambda: _copy(each.pk, scope, refresh, readings))  # noqa: B023 - at once
        loaded += _timed(lambda: store(each, readings, scope, refresh=refresh))  # noqa: B023
        # A source gives its rows in another order the next time.
        readings = _readings(each, scope, number, shuffle=1)
        again += _timed(lambda: store(each, readings, scope, refresh=refresh))  # noqa: B023
    return raw, loaded, again


def _copy(series: int, scope: Any, refresh: Any, readings: list[Any]) -> None:
    areas, tail = scope.areas, f"f\tf\tf\tdemo\t{refresh.pk}\t{NOW.isoformat()}"
    lines = [
        f"{series}\t{areas[r.area]}\t{r.period.year}\t{r.period.month}\t{r.gender}\t{r.value!r}\t"
        f"{r.status}\t{r.count}\t{tail}\n"
        for r in readings
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        command = (
            "COPY bench_observation (series_id, area_id, year, month, gender, value, status, "
            "count, preliminary, withdrawn, revised, provenance, refresh_id, written_at) FROM STDIN"
        )
        with cursor.copy(command) as copy:
            copy.write("".join(lines))


def _readings(series: Any, scope: Any, seed: int, shuffle: int = 0) -> list[Any]:
    """What a source hands over: by area and year, with the genders in any order."""
    from indicators.sources.base import Period, Reading

    values, order = Random(seed), Random(seed * 2 + shuffle)
    found = []
    for area in scope.areas:
        for year in YEARS:
            period = Period(year)
            three = [
                Reading(series.external_id, area, period, gender, 100 * values.random())
                for gender in GENDERS
            ]
            order.shuffle(three)
            found += three
    return found


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _prepare() -> tuple[list[Any], Any, Any]:
    from indicators.models import DataSeries, Refresh, StatisticalArea
    from indicators.services.refresh.rows import Scope

    areas = {}
    for number in range(AREAS):
        code = f"{number:04}"
        areas[code] = StatisticalArea.objects.create(
            key=f"omr-{code}", code=code, name=code, kind="municipality", role="peer"
        ).pk
    series = [
        DataSeries.objects.create(
            key=f"s{number}", source_key="bench", external_id=f"N{number:05}", name=str(number),
            lowest=0.0, highest=100.0, first_year=YEARS[0],
        )
        for number in range(SERIES)
    ]  # fmt: skip
    refresh = Refresh.objects.create(source_key="bench", kind="full", asked_at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(BARE)
    return series, Scope(areas, YEARS[0], TODAY.year + 1, TODAY, complete=True), refresh


def _look_through() -> None:
    with connection.cursor() as cursor:
        for table in ("bench_observation", "indicators_observation"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            (count,) = cursor.fetchone()
            assert count == ROWS, f"{table} holds {count} rows"
        cursor.execute("SELECT count(*) FROM indicators_revision")
        (count,) = cursor.fetchone()
        assert count == 0, "an unchanged refresh revised something"


def _empty(series: list[Any]) -> None:
    from indicators.services.refresh.storing import forget_digest

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_observation, indicators_observation")
    for each in series:
        forget_digest(each)


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


def _row(name: str, ratios: list[float], bar: float) -> dict[str, Any]:
    return {"name": name, "ratio": median(ratios), "bar": bar, "rounds": len(ratios)}
