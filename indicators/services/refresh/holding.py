"""Values that are not believed wait in quarantine, one open row for each place."""

from datetime import datetime

from foundation.workflow import apply_all
from indicators.models import DataSeries, QuarantinedValue, Refresh
from indicators.services.refresh.judging import same
from indicators.services.refresh.rows import Held, Judged, Place
from indicators.workflow import QUARANTINE

State = QuarantinedValue.State
CORRECTED = "Källan har lämnat ett annat värde."


def hold(series: DataSeries, judged: Judged, *, now: datetime, refresh: Refresh) -> int:
    """Hold the unbelieved values and let go of those that the source has corrected.

    Returns how many are new or have become others; one that waits already is left as it is.
    """
    waiting: dict[Place, QuarantinedValue] = {
        (row.area_id, row.year, row.month, row.gender): row
        for row in QuarantinedValue.objects.filter(series=series, state=State.OPEN)
    }
    new = [each for each in judged.held if _is_new(each, waiting.get(each.place))]
    others = [waiting[each.place].pk for each in new if each.place in waiting]
    stored = {row.place for row in judged.rows if not row.held} & waiting.keys()
    settled = QuarantinedValue.objects.filter(
        pk__in=[*others, *(waiting[place].pk for place in stored)]
    )
    apply_all(
        QUARANTINE,
        settled,
        "correct",
        actor=None,
        reason=CORRECTED,
        also={"handled_at": now, "note": CORRECTED},
    )
    QuarantinedValue.objects.bulk_create(_row(series, each, now, refresh) for each in new)
    return len(new)


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
