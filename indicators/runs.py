"""Reads for those who answer for the figures: runs, and how each series stands.

Each function makes a constant number of queries, however many observations there are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Case, Count, Min, OuterRef, Q, Subquery, Sum, When

from indicators.models import (
    DataSeries,
    QuarantinedValue,
    Refresh,
    SeriesRead,
    StatisticalArea,
)
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


@dataclass(frozen=True, slots=True)
class Overview:
    """What the steward's first page tells of, and what waits."""

    sources: list[SourceStanding]
    """Every source that series are registered from and that can be read by machine."""
    oldest: datetime | None
    """When the series that was read longest ago was read; None while any never was."""
    unread: int
    """Series that can be read by machine and never were."""
    ended: int
    """Series that have ended and that nothing has taken the place of."""
    to_review: int
    held: int
    held_since: datetime | None


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

    @property
    def quarters(self) -> int:
        """How many fourths are finished: often enough to be told aloud."""
        return 4 * self.finished // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Fared:
    """How the series of a run fared: each is in one of the four, those that wait in none."""

    failed: list[SeriesRead]
    eventful: list[SeriesRead]
    """Read, and something differs: values, or what is said of the series."""
    first: list[SeriesRead]
    """Read for the first time, when everything is new and nothing more is to be said."""
    quiet: list[SeriesRead]

    @property
    def first_values(self) -> int:
        """How many values the series brought that were read for the first time."""
        return sum(read.inserted for read in self.first)


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


def overview() -> Overview:
    """How everything stands that the steward's first page tells of. Two queries."""
    rows = DataSeries.objects.order_by("source_key").values("source_key")
    # A value is held in some series, so what is held comes along with the series' sources.
    held = QuarantinedValue.objects.filter(state=QuarantinedValue.State.OPEN).order_by()
    of_all = held.values("state").annotate(count=Count("pk"), since=Min("seen_at"))
    sources = rows.annotate(
        oldest=Min("read_at"),
        unread=Count("pk", filter=Q(read_at=None)),
        ended=Count("pk", filter=Q(ends_year__isnull=False, successor=None)),
        changed=Count("pk", filter=~Q(review_note="")),
        held=Subquery(of_all.values("count")),
        held_since=Subquery(of_all.values("since")),
    )
    found = [row for row in sources if row["source_key"] in base.keys()]  # noqa: SIM118 - a function
    standings = {key: SourceStanding(key, name_of(key)) for key in (r["source_key"] for r in found)}
    _add_runs(standings)
    unread = sum(row["unread"] for row in found)
    return Overview(
        # What needs looking at comes first.
        sources=sorted(standings.values(), key=lambda each: each.is_fine),
        oldest=min(row["oldest"] for row in found) if found and not unread else None,
        unread=unread,
        ended=sum(row["ended"] for row in sources),
        to_review=sum(row["changed"] for row in found),
        held=next((row["held"] or 0 for row in sources), 0),
        held_since=next((row["held_since"] for row in sources), None),
    )


def _add_runs(standings: dict[str, SourceStanding]) -> None:
    """The run that goes on, the last good one and the last other one of each source."""
    turn = Case(When(status__in=ACTIVE, then=0), When(status=Refresh.Status.OK, then=1), default=2)
    newest = Refresh.objects.annotate(turn=turn).order_by("source_key", "turn", "-asked_at", "-pk")
    for run in newest.distinct("source_key", "turn"):
        standing = standings.get(run.source_key)
        if standing is None:
            continue
        if run.status in ACTIVE:
            standing.active = run
            continue
        if run.status == Refresh.Status.OK:
            standing.last_ok = run
        if standing.last is None or (run.asked_at, run.pk) > (
            standing.last.asked_at, standing.last.pk,
        ):  # fmt: skip
            standing.last = run


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


def fared(run: Refresh) -> Fared:
    """How each series of the run fared, beside what was said when it last was read. One query.

    A sentence that was said last time too, that the source has ended the series or that a
    dismissed value came again, is no news.
    """
    earlier = SeriesRead.objects.filter(
        series=OuterRef("series"), state=State.DONE, pk__lt=OuterRef("pk")
    ).order_by("-pk")
    reads = (
        run.reads.exclude(state=State.WAITING)
        .select_related("series")
        .annotate(said_before=Subquery(earlier.values("message")[:1]))
    )
    found = Fared([], [], [], [])
    for read in reads:
        is_first = read.said_before is None
        told = set(read.message.splitlines()) - set((read.said_before or "").splitlines())
        if read.state == State.FAILED:
            found.failed.append(read)
        elif told or read.revised or read.withdrawn or read.quarantined:
            found.eventful.append(read)
        elif read.inserted:
            (found.first if is_first else found.eventful).append(read)
        else:
            found.quiet.append(read)
    return found


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
