"""Which kind of periods a series has: whole years or months, never both.

A month is not compared with a year. Who would follow both makes two series.
"""

from enum import StrEnum

from indicators.models import DataSeries, Observation, Provenance


class PeriodKind(StrEnum):
    """What the values of a series are for. The word is said as «värden för hela år»."""

    YEARS = "för hela år"
    MONTHS = "per månad"


INSTEAD = {
    PeriodKind.YEARS: "Skriv ett år, till exempel 2025.",
    PeriodKind.MONTHS: "Skriv en månad, till exempel 2025-03.",
}


def kind_of_month(month: int) -> PeriodKind:
    """The kind of a period by its month, which is 0 for a whole year."""
    return PeriodKind.MONTHS if month else PeriodKind.YEARS


def kinds_stored(series: DataSeries) -> frozenset[PeriodKind]:
    """The kinds that the series holds now: one, none while it is empty. One query.

    Invented values are not counted: they are withdrawn when the first real one comes.
    """
    held = Observation.objects.filter(series=series, withdrawn=False)
    months = held.exclude(provenance=Provenance.DEMO).values_list("month", flat=True).distinct()
    return frozenset(kind_of_month(month) for month in months)


def would_mix(stored: frozenset[PeriodKind], coming: frozenset[PeriodKind]) -> bool:
    """Whether the series would come to hold a kind beside another.

    Where it already does, values of both can still be put right.
    """
    return len(stored | coming) > 1 and not coming <= stored


def refusal(stored: frozenset[PeriodKind], month: int) -> str:
    """Why a value of the period cannot be taken, and what to write; empty when it can."""
    if not would_mix(stored, frozenset({kind_of_month(month)})):
        return ""
    (held,) = stored
    return f"Serien har värden {held}. {INSTEAD[held]}"
