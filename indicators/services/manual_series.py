"""A series that people fill, made from a measure that no source has figures for."""

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Problem, Refused
from indicators.models import DataSeries, Measure, MeasureSource
from indicators.models.series import MANUAL
from indicators.rules import steward
from indicators.touching import touch_series

SOURCE = "Upplagd i portalen"
REASON = "Fylls i för hand eller ur fil, eftersom ingen källa kan läsas av maskin."


@transaction.atomic
def create_manual_series(
    *,
    measure: Measure,
    name: str,
    unit: str,
    decimals: int,
    lowest: float | None,
    highest: float | None,
    gendered: bool,
    actor: User,
) -> DataSeries:
    """A series of our own that may stand for the measure, as a proposal.

    It is shown first when the measure has no other series that is: one that the county has
    rejected is shown to nobody, and gives up its place. Raises NotAllowed or Refused.
    """
    if not steward(actor):
        raise NotAllowed("Serier läggs upp av den som förvaltar länets indikatorer.")
    if lowest is not None and highest is not None and lowest >= highest:
        raise Refused(
            "Serien är inte sparad.",
            [Problem("Det högsta värdet ska vara större än det lägsta.", "highest")],
        )
    key = _free_key(measure)
    made = {"changed_by": actor, "changed_at": timezone.now(), "source": SOURCE}
    series = DataSeries(
        key=key,
        name=name.strip(),
        source_key=MANUAL,
        external_id=key,
        unit=unit.strip(),
        decimals=decimals,
        lowest=lowest,
        highest=highest,
        gendered=gendered,
        **made,
    )
    _clear_rejected_main(measure, actor)
    link = MeasureSource(
        key=f"{measure.key}-{key}"[:80],
        measure=measure,
        series=series,
        reason=REASON,
        main=not measure.sources.filter(main=True).exists(),
        **made,
    )
    for row in (series, link):
        vars(row)["_history_user"] = actor
        row.save()
    touch_series([series.pk])
    return series


def _clear_rejected_main(measure: Measure, actor: User) -> None:
    rejected = measure.sources.select_for_update().filter(
        main=True, standing=MeasureSource.Standing.REJECTED
    )
    for link in rejected:
        link.main = False
        link.changed_by, link.changed_at = actor, timezone.now()
        vars(link)["_history_user"] = actor
        link.save()


def _free_key(measure: Measure) -> str:
    start = f"egen-{measure.key}"[:30]
    taken = set(DataSeries.objects.filter(key__startswith=start).values_list("key", flat=True))
    return next(
        key for count in range(1, len(taken) + 2)
        if (key := start if count == 1 else f"{start}-{count}") not in taken
    )  # fmt: skip
