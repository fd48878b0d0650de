"""Values in quarantine as a person judges them: by series, not one by one."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Max, Min, QuerySet

from indicators.models import Provenance, QuarantinedValue
from indicators.source_names import name_of

State = QuarantinedValue.State


def waiting_by_series() -> list[dict[str, Any]]:
    """The series with values that wait, those with most first: how many, from what to what, why.

    One query. `first` is the value whose page judges them all.
    """
    rows = (
        QuarantinedValue.objects.filter(state=State.OPEN)
        .order_by()
        .values(
            key=F("series__key"),
            name=F("series__name"),
            unit=F("series__unit"),
            decimals=F("series__decimals"),
            source=F("series__source_key"),
        )
        .annotate(
            count=Count("pk"),
            lowest=Min("value"),
            highest=Max("value"),
            reasons=ArrayAgg("reason", distinct=True),
            first=Min("pk"),
            seen_at=Min("seen_at"),
        )
        .order_by("-count", "name")
    )
    return [{**row, "source": name_of(row["source"])} for row in rows]


def judged_together(most: int) -> list[dict[str, Any]]:
    """What has been judged, the latest first: values with the same answer at once are one row."""
    rows = (
        QuarantinedValue.objects.exclude(state=State.OPEN)
        .order_by()
        .values(
            "state",
            "note",
            "handled_at",
            name=F("series__name"),
            decimals=F("series__decimals"),
            by=F("handled_by__name"),
        )
        .annotate(count=Count("pk"), lowest=Min("value"), highest=Max("value"), first=Min("pk"))
        .order_by(F("handled_at").desc(nulls_last=True), "-first")
    )
    return [dict(row) for row in rows[:most]]


def of_series(key: str) -> "QuerySet[QuarantinedValue]":
    """The values that wait, of one series, or of all when `key` is empty."""
    rows = QuarantinedValue.objects.filter(state=State.OPEN).select_related("series", "area")
    return rows.filter(series__key=key) if key else rows


def any_made_up() -> bool:
    """True when any value in the list is made up."""
    return QuarantinedValue.objects.filter(provenance=Provenance.DEMO).exists()
