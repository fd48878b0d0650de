"""Whether a complete reading lacks so much that the source may have answered in part.

A source that is asked in several turns may answer one of them with nothing, and no error. What
such a reading lacks is then no word of the source's. Single values, a year, or an area with
hardly any values are withdrawn at once; several whole areas or years only when a complete
reading of another day lacks the very same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from foundation.text.numbers import counted
from indicators import provenance
from indicators.models import (
    DataSeries,
    Observation,
    Provenance,
    Refresh,
    SeriesRead,
    StatisticalArea,
)
from indicators.services.refresh.rows import Scope
from indicators.sources.base import Reading, SourceError
from indicators.sources.fetching import some

FEW_VALUES = 2
"""An area with no more values than this may go as single values do."""


class Incomplete(SourceError):
    """The reading lacks whole areas or years that have values; `absent` says which."""

    def __init__(self, message: str, absent: str) -> None:
        super().__init__(message)
        self.absent = absent


@dataclass(frozen=True, slots=True)
class _Lost:
    """Areas and years that have values here, and of which the reading says nothing."""

    areas: tuple[int, ...]
    years: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.areas} {self.years}"


def refuse_incomplete(
    series: DataSeries, readings: Sequence[Reading], scope: Scope, refresh: Refresh
) -> None:
    """Raise Incomplete when so much is lacking, unless it was on an earlier day too."""
    lost = _lost(series, readings, scope)
    if lost is None or _was_lost(series, lost, refresh):
        return
    raise Incomplete(_sentence(lost), str(lost))


def _lost(series: DataSeries, readings: Sequence[Reading], scope: Scope) -> _Lost | None:
    held = Observation.objects.filter(
        series=series,
        withdrawn=False,
        value__isnull=False,
        area__in=list(scope.areas.values()),
        year__range=(scope.first_year, scope.last_year),
    )
    if provenance.of_source(series.source_key) != Provenance.DEMO:
        # What is made up goes when real figures come, however much it is.
        held = held.exclude(provenance=Provenance.DEMO)
    values: Counter[int] = Counter()
    years = set()
    for area, year, count in held.order_by().values_list("area", "year").annotate(Count("value")):
        values[area] += count
        years.add(year)
    areas = values.keys() - {scope.areas.get(reading.area) for reading in readings}
    years -= {reading.period.year for reading in readings}
    if len(years) > 1 or len(areas) > 1 or any(values[area] > FEW_VALUES for area in areas):
        return _Lost(tuple(sorted(areas)), tuple(sorted(years)))
    return None


def _was_lost(series: DataSeries, lost: _Lost, refresh: Refresh) -> bool:
    """Whether the last complete reading before, on an earlier day, lacked the very same."""
    complete = SeriesRead.objects.filter(series=series, refresh__kind=Refresh.Kind.FULL)
    before = complete.exclude(refresh=refresh).exclude(state=SeriesRead.State.WAITING)
    answered = before.exclude(state=SeriesRead.State.FAILED, absent="").order_by("-ended_at", "-pk")
    last = answered.first()
    if last is None or last.absent != str(lost) or last.ended_at is None:
        return False
    return timezone.localdate(last.ended_at) < timezone.localdate()


def _sentence(lost: _Lost) -> str:
    parts = []
    if lost.areas:
        areas = StatisticalArea.objects.filter(pk__in=lost.areas)
        names = some(list(areas.values_list("name", flat=True)))
        parts.append(f"{counted(len(lost.areas), 'område', 'områden')} ({names})")
    if lost.years:
        years = some([str(year) for year in lost.years])
        parts.append(f"{counted(len(lost.years), 'år', 'år')} ({years})")
    return (
        f"Källan svarade utan fel men hade inga uppgifter alls för {' och '.join(parts)} "
        "som har värden här. Svaret kan vara ofullständigt, så de värden som finns behålls. "
        "Saknas samma uppgifter vid nästa fullständiga hämtning en annan dag markeras de som "
        "borttagna hos källan."
    )
