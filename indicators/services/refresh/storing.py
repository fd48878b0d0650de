"""Bring one series as read into the tables, in one transaction: all of it or nothing.

`store` is for what a source was read for; `put` for values that a person answers for (entered,
uploaded, accepted from quarantine). Both keep what a value was as a revision.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import timezone

from indicators.models import DataSeries, Observation, Provenance, QuarantinedValue, Refresh
from indicators.services.refresh.absent import refuse_incomplete
from indicators.services.refresh.digest import digest
from indicators.services.refresh.holding import hold
from indicators.services.refresh.judging import Known, judge
from indicators.services.refresh.merging import lock_source, merge
from indicators.services.refresh.remembering import remember
from indicators.services.refresh.rows import Place, Row, Scope, Stored
from indicators.sources.base import Reading, SourceError
from indicators.touching import touch_series


@transaction.atomic
def store(
    series: DataSeries, readings: Sequence[Reading], scope: Scope, *, refresh: Refresh
) -> Stored:
    """Compare with what is stored and write what differs. Pages follow when the run is closed.

    A complete reading that is the same as last time writes nothing but when it was read. Raises
    SourceError, with nothing written, when the readings contradict themselves, or when a
    complete reading of a series that has values holds none, or nothing of several areas or years
    (see `absent`): a source that answers with nothing has most often misunderstood.
    """
    lock_source(series.source_key)
    known = DataSeries.objects.get(pk=series.pk)
    now = timezone.now()
    fingerprint = digest(known, readings, scope) if scope.complete else ""
    missing = sum(reading.value is None and not reading.withdrawn for reading in readings)
    if fingerprint and known.read_at and fingerprint == known.digest:
        remember(known, digest=fingerprint, read_at=now)
        return Stored(values=len(readings), missing=missing)
    if scope.complete and not readings and _holds(known):
        raise SourceError(
            "Källan svarade utan fel men hade inga uppgifter alls för serien. "
            "De värden som finns behålls."
        )
    if scope.complete:
        refuse_incomplete(known, readings, scope, refresh)
    judged = judge(known, readings, scope, _known(known))
    quarantined, let_go = hold(known, judged, scope, now=now, refresh=refresh)
    merged = merge(known.pk, judged.rows, now=now, refresh_id=refresh.pk, scope=scope)
    if scope.complete:
        remember(known, digest=fingerprint, read_at=now)
    elif merged.touched or quarantined or let_go:
        remember(known, digest="")
    return Stored(
        values=len(readings),
        inserted=merged.inserted,
        revised=merged.revised,
        withdrawn=merged.withdrawn,
        returned=merged.returned,
        missing=missing,
        quarantined=quarantined,
        changed=bool(merged.touched),
        notes=tuple(judged.notes),
    )


@transaction.atomic
def put(series: DataSeries, rows: Sequence[Row], *, refresh: Refresh | None = None) -> Stored:
    """Write values that a person answers for, outside any reading; nothing is withdrawn.

    The caller has checked the right, the range and that each place comes once.
    """
    lock_source(series.source_key)
    merged = merge(series.pk, rows, now=timezone.now(), refresh_id=refresh.pk if refresh else None)
    if merged.touched:
        touch_series([series.pk])
    forget_digest(series)
    return Stored(
        values=len(rows),
        inserted=merged.inserted,
        revised=merged.revised,
        withdrawn=merged.withdrawn,
        returned=merged.returned,
        missing=sum(row.value is None for row in rows),
        changed=bool(merged.touched),
    )


def forget_digest(series: DataSeries) -> None:
    """Have the next complete reading of the series compared value by value."""
    remember(DataSeries.objects.get(pk=series.pk), digest="")


def _holds(series: DataSeries) -> bool:
    return Observation.objects.filter(series=series, withdrawn=False, value__isnull=False).exists()


def _known(series: DataSeries) -> Known:
    """What people have said of values outside the range, and whether what is stored is real."""
    said: dict[str, dict[Place, list[float]]] = defaultdict(lambda: defaultdict(list))
    state = QuarantinedValue.State
    judged = QuarantinedValue.objects.filter(
        series=series, state__in=(state.ACCEPTED, state.DISMISSED)
    )
    for row in judged:
        said[row.state][row.area_id, row.year, row.month, row.gender].append(row.value)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM indicators_observation WHERE series_id = %s "
            "AND NOT withdrawn AND provenance <> %s)",
            [series.pk, Provenance.DEMO],
        )
        (real,) = cursor.fetchone()
    return Known(said[state.ACCEPTED], said[state.DISMISSED], real)
