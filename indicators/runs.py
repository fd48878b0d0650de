"""Reads for those who answer for the figures: runs, and how each series stands.

Each function makes a constant number of queries, however many observations there are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from indicators.models import DataSeries, Refresh, SeriesRead, StatisticalArea
from indicators.services.refresh.closing import ACTIVE
from indicators.source_names import name_of
from indicators.sources import base

State = SeriesRead.State
Kind = StatisticalArea.Kind
# Only the last value of each of the county's own areas is looked up, through the primary key.
_LAST = """
    SELECT s.id, a.id, (
        SELECT o.year FROM indicators_observation o
        WHERE o.series_id = s.id AND o.area_id = a.id AND NOT o.withdrawn AND o.value IS NOT NULL
        ORDER BY o.year DESC, o.month DESC LIMIT 1
    )
    FROM indicators_dataseries s CROSS JOIN indicators_statisticalarea a
    WHERE a.role = 'own' AND a.kind = ANY(
        CASE s.levels WHEN 'K' THEN ARRAY['municipality'] WHEN 'L' THEN ARRAY['region']
                      ELSE ARRAY['municipality', 'region'] END)
"""


@dataclass(slots=True)
class SourceStanding:
    """A source that the registry uses: how its last run went, and whether one goes on."""

    key: str
    name: str
    last: Refresh | None = None
    last_ok: Refresh | None = None
    active: Refresh | None = None

    @property
    def is_fine(self) -> bool:
        """Whether the last run went well."""
        return self.last is not None and self.last.status == Refresh.Status.OK

    @property
    def readable(self) -> bool:
        """Whether it can be read by machine."""
        return self.key in base.keys()  # noqa: SIM118 - a function, not a dictionary


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come."""

    done: int
    failed: int
    total: int
    inserted: int
    revised: int
    withdrawn: int
    missing: int
    quarantined: int

    @property
    def finished(self) -> int:
        """Series that are read or have failed."""
        return self.done + self.failed


@dataclass(slots=True)
class SeriesStanding:
    """A series, its last year, and which of the county's own areas lack it."""

    series: DataSeries
    last_year: int | None = None
    areas: int = 0
    without: list[str] = field(default_factory=list)
    """Areas that have no value at all."""
    behind: list[tuple[str, int]] = field(default_factory=list)
    """Areas whose last value is older than the others'."""

    @property
    def source_name(self) -> str:
        """The source in words."""
        return name_of(self.series.source_key)

    @property
    def ended_without_successor(self) -> bool:
        """Whether the source has ended the series and nothing has taken its place."""
        return self.series.ends_year is not None and self.series.successor_id is None


def latest_ended() -> "QuerySet[Refresh]":
    """The last run of each source that has ended. One query."""
    ended = Refresh.objects.exclude(status__in=ACTIVE)
    return ended.order_by("source_key", "-asked_at", "-pk").distinct("source_key")


def to_review() -> "QuerySet[DataSeries]":
    """Series that the source has changed since somebody accepted them."""
    return DataSeries.objects.exclude(review_note="")


def standings() -> list[SourceStanding]:
    """Every source that series are registered from. Four queries."""
    keys = DataSeries.objects.order_by("source_key").values_list("source_key", flat=True)
    found = {key: SourceStanding(key, name_of(key)) for key in keys.distinct()}
    good = Refresh.objects.filter(status=Refresh.Status.OK)
    newest = good.order_by("source_key", "-asked_at", "-pk").distinct("source_key")
    for name, runs in (
        ("last", latest_ended()),
        ("last_ok", newest),
        ("active", Refresh.objects.filter(status__in=ACTIVE)),
    ):
        for run in runs:
            if run.source_key in found:
                setattr(found[run.source_key], name, run)
    return [each for each in found.values() if each.readable]


def progress(run: Refresh) -> Progress:
    """How far the run has come. One query."""
    sums = run.reads.aggregate(
        done=Count("pk", filter=Q(state=State.DONE)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        total=Count("pk"),
        **{
            name: Sum(name)
            for name in ("inserted", "revised", "withdrawn", "missing", "quarantined")
        },
    )
    return Progress(**{name: value or 0 for name, value in sums.items()})


def series_standings() -> list[SeriesStanding]:
    """Every series with what it lacks. Three queries."""
    areas = dict(
        StatisticalArea.objects.filter(role=StatisticalArea.Role.OWN).values_list("pk", "name")
    )
    found = {
        series.pk: SeriesStanding(series)
        for series in DataSeries.objects.select_related("successor").order_by("order", "key")
    }
    years: dict[int, dict[int, int | None]] = {pk: {} for pk in found}
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        for series, area, year in cursor.fetchall():
            if series in years:
                years[series][area] = year
    for pk, standing in found.items():
        known = {area: year for area, year in years[pk].items() if year}
        standing.areas = len(years[pk])
        standing.last_year = max(known.values(), default=None)
        standing.without = [areas[area] for area in years[pk] if area not in known]
        standing.behind = [
            (areas[area], year) for area, year in known.items() if year != standing.last_year
        ]
    return list(found.values())


def oldest_read() -> datetime | None:
    """When the series that was read longest ago was read; None while any never was."""
    read = list(DataSeries.objects.filter(source_key__in=base.keys()).values_list("read_at"))
    days = [at for (at,) in read if at]
    return min(days) if days and len(days) == len(read) else None
