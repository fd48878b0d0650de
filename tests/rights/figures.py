"""The figures at work: a run, a value held back, a series that its source has changed."""

from typing import Any

from django.utils import timezone

from indicators.models import (
    DataSeries,
    MeasureSource,
    Observation,
    QuarantinedValue,
    Refresh,
    Revision,
    SeriesRead,
    StatisticalArea,
)


def figures(made: Any) -> None:
    """One of each, with words that only those who answer for the figures may meet."""
    now = timezone.now()
    area = StatisticalArea.objects.create(
        key="omr-9901", code="9901", kind="municipality", role="own", name="Norrby"
    )
    series = DataSeries.objects.create(
        key="kolada-n00001", source_key="kolada", external_id="N00001", name="En serie",
        title="Det godkända namnet", review_note=f"Källan säger {made.secret('granskning')}.",
        review_facts={"title": made.secret("nyttnamn"), "levels": "K", "gendered": False},
    )  # fmt: skip
    world = made.at.world
    region = StatisticalArea.objects.create(
        key="omr-9900", code="9900", kind="region", role="own", name="Provregionen",
        organisation=world.region,
    )  # fmt: skip
    MeasureSource.objects.create(key="kalla-1", measure=world.measure, series=series, main=True)
    Observation.objects.create(
        series=series, area=region, year=2025, gender="T", value=12.5, provenance="kolada",
        written_at=now,
    )  # fmt: skip
    run = Refresh.objects.create(
        source_key="kolada", kind="full", status="partial", asked_at=now, begun_at=now,
        ended_at=now, message=f"Noterat {made.secret('noterat')}",
    )  # fmt: skip
    SeriesRead.objects.create(
        refresh=run, series=series, batch=1, state="failed",
        message=f"Fel {made.secret('lasfel')}",
    )  # fmt: skip
    place = {"series": series, "area": area, "year": 2025, "gender": "T"}
    Revision.objects.create(
        **place, kind="revised", old_value=1.0, new_value=2.0, old_provenance="demo",
        seen_at=now, refresh=run,
    )  # fmt: skip
    held = {"value": 4000.0, "provenance": "demo", "refresh": run, "seen_at": now}
    made.rest |= {
        "series": series,
        "run": run,
        "held": QuarantinedValue.objects.create(
            **place, **held, reason=f"Utanför {made.secret('orimligt')}"
        ),
        "dismissed": QuarantinedValue.objects.create(
            **place, **held, state="dismissed", handled_at=now,
            reason="Utanför", note=f"Anteckning {made.secret('avvisat')}",
        ),
    }  # fmt: skip
