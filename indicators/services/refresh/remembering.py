"""What a refresh learns of a series, written without a row of the county's own history."""

from typing import Any

from indicators.models import DataSeries


def remember(series: DataSeries, **known: Any) -> None:
    """Write the fields that differ. Not for what a person decides: that is an ordinary save."""
    changed = [name for name, value in known.items() if getattr(series, name) != value]
    for name in changed:
        setattr(series, name, known[name])
    if changed:
        series.save_without_historical_record(  # type: ignore[attr-defined]  # simple_history's
            update_fields=changed
        )
