"""Values that are not believed wait in quarantine, one open row for each place."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from foundation.workflow import apply_all
from indicators.models import DataSeries, QuarantinedValue, Refresh
from indicators.services.refresh.judging import same
from indicators.services.refresh.rows import Held, Judged, Place, Row, Scope
from indicators.workflow import QUARANTINE

State = QuarantinedValue.State
CORRECTED = "Källan har lämnat ett annat värde."
TAKEN_AWAY = "Källan har inte kvar värdet."
WITHIN = "Värdet ligger inom seriens gränser, som har ändrats."

Waiting = Mapping[Place, QuarantinedValue]


def hold(
    series: DataSeries, judged: Judged, scope: Scope, *, now: datetime, refresh: Refresh
) -> tuple[int, int]:
    """Hold the unbelieved values and let go of those that the source no longer gives.

    Returns how many are new or have become others, and how many were let go; one that waits
    already and is given again is left as it is.
    """
    waiting: dict[Place, QuarantinedValue] = {
        (row.area_id, row.year, row.month, row.gender): row
        for row in QuarantinedValue.objects.filter(series=series, state=State.OPEN)
    }
    new = [each for each in judged.held if _is_new(each, waiting.get(each.place))]
    settled = _let_go(waiting, judged, scope, now)
    QuarantinedValue.objects.bulk_create(_row(series, each, now, refresh) for each in new)
    return len(new), settled


def _let_go(waiting: Waiting, judged: Judged, scope: Scope, now: datetime) -> int:
    """Close what waits in vain, with the reason; a reading of part says nothing of the rest."""
    if not waiting:
        return 0
    met = {row.place: row for row in judged.rows if row.place in waiting}
    settled: dict[str, list[int]] = defaultdict(list)
    for place, held in waiting.items():
        if why := _why(held, met.get(place), covered=_covers(scope, place)):
            settled[why].append(held.pk)
    for why, keys in settled.items():
        apply_all(
            QUARANTINE,
            QuarantinedValue.objects.filter(pk__in=keys),
            "correct",
            actor=None,
            reason=why,
            also={"handled_at": now, "note": why},
        )
    return sum(map(len, settled.values()))


def _why(held: QuarantinedValue, met: Row | None, *, covered: bool) -> str:
    """Why nobody need judge the value any more; empty while somebody must."""
    if met is None:
        return TAKEN_AWAY if covered else ""
    if met.withdrawn:
        return TAKEN_AWAY
    if same(met.value, held.value):
        return "" if met.held else WITHIN
    return CORRECTED


def _covers(scope: Scope, place: Place) -> bool:
    area, year = place[:2]
    in_years = scope.first_year <= year <= scope.last_year
    return scope.complete and in_years and area in scope.areas.values()


def _is_new(held: Held, waiting: QuarantinedValue | None) -> bool:
    return waiting is None or not same(waiting.value, held.value)


def _row(series: DataSeries, held: Held, now: datetime, refresh: Refresh) -> QuarantinedValue:
    area, year, month, gender = held.place
    return QuarantinedValue(
        series=series,
        area_id=area,
        year=year,
        month=month,
        gender=gender,
        value=held.value,
        status=held.reading.status[:20].replace("\x00", ""),
        provenance=held.provenance,
        reason=held.reason,
        refresh=refresh,
        seen_at=now,
    )
