"""One measure with its candidate series, their breaks and targets. Three queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from indicators.models import Indicator, Measure, MeasureSource, SeriesRead
from indicators.reading.adopted import decided_by

# Written by hand: the ORM takes longer to put this together than the database to answer it, and
# every page of figures asks.
_FACTS = """
    (SELECT jsonb_build_object(
        'breaks', (SELECT jsonb_agg(jsonb_build_object('year', year, 'explanation', explanation)
            ORDER BY year) FROM indicators_seriesbreak b WHERE b.series_id = s.id),
        'targets', (SELECT jsonb_agg(jsonb_build_object('year', year, 'value', value,
                'decided', decided, 'area', area_id, 'decision', decision)
            ORDER BY year) FROM indicators_target t WHERE t.series_id = s.id),
        'shared', (SELECT jsonb_agg(jsonb_build_object('key', m.key, 'name', m.name)
            ORDER BY m."order", m.key)
            FROM indicators_measuresource o JOIN indicators_measure m ON m.id = o.measure_id
            WHERE o.series_id = s.id AND o.standing <> 'rejected'
                AND m.id <> indicators_measuresource.measure_id),
        'successor', (SELECT name FROM indicators_dataseries n WHERE n.id = s.successor_id),
        'last_read', (SELECT jsonb_build_object('state', r.state, 'at', r.ended_at)
            FROM indicators_seriesread r WHERE r.series_id = s.id AND r.state <> 'waiting'
            ORDER BY r.id DESC LIMIT 1))
    FROM indicators_dataseries s WHERE s.id = indicators_measuresource.series_id)
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say of a source's series, besides its values.

    `shared` holds the other measures that the series stands for, each with `key` and `name`.
    `successor` names the series that goes on where this one ended, if that is known.
    `failed_at` is when the source could not be read, if the latest try failed.
    """

    breaks: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    shared: list[dict[str, str]]
    successor: str
    failed_at: datetime | None


def facts(source: MeasureSource) -> Facts:
    """The facts of a source from `sources_with_facts`. No query."""
    row: Any = source
    found = row.facts_
    last = found["last_read"] or {}
    failed = last.get("at") if last.get("state") == SeriesRead.State.FAILED else None
    return Facts(
        found["breaks"] or [],
        found["targets"] or [],
        found["shared"] or [],
        found["successor"] or "",
        datetime.fromisoformat(failed) if failed else None,
    )


def sources_with_facts() -> "QuerySet[MeasureSource]":
    """The candidate series, the one shown first leading, each with what `facts` reads."""
    told = RawSQL(_FACTS, [], output_field=JSONField())  # noqa: S611 - a constant of this file
    return (
        MeasureSource.objects.select_related("series")
        .annotate(facts_=told)
        .order_by("-main", "order", "key")
    )


def measures_with_sources() -> "QuerySet[Measure]":
    """Measures with their indicators, goal areas, candidate series, and decision behind them."""
    rows: QuerySet[Measure] = Measure.objects.annotate(decision=decided_by("measure"))
    return rows.select_related("replaced_by").prefetch_related(
        Prefetch("indicators", Indicator.objects.select_related("goal_area")),
        Prefetch("sources", sources_with_facts()),
    )


def indicators_with_measures() -> "QuerySet[Indicator]":
    """The indicators in the order of their goal areas, with measures and candidate series.

    `decision` is what `adopted.decision_of` reads.
    """
    measures = Measure.objects.prefetch_related(
        "indicators", Prefetch("sources", sources_with_facts())
    )
    return (
        Indicator.objects.annotate(decision=decided_by("indicator"))
        .select_related("goal_area", "replaced_by")
        .prefetch_related(Prefetch("measures", measures))
        .order_by("goal_area__order", "order")
    )


def chosen_source(sources: Iterable[MeasureSource], wanted: str = "") -> MeasureSource | None:
    """The source asked for by its series' key, else the one shown first, else none.

    A source that the county has turned down is shown only when it is asked for. Where no series
    is marked as the one to show, none is: nothing is made up for a measure that lacks one.
    """
    sources = list(sources)
    if wanted:
        return next((each for each in sources if each.series.key == wanted), None)
    standing = MeasureSource.Standing
    kept = [each for each in sources if each.standing != standing.REJECTED and each.main]
    return kept[0] if kept else None
