"""One measure with its candidate series, their breaks and targets. Three queries."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from indicators.models import Indicator, Measure, MeasureSource, SeriesBreak, SeriesRead, Target
from indicators.reading.adopted import decided_by


def sources_with_facts() -> "QuerySet[MeasureSource]":
    """The candidate series, the one shown first leading, each with its breaks and targets.

    `breaks_`, `targets_` and `shared_` (the other measures with the same series) are lists of
    plain values, so that they cost no query of their own.
    `last_read` and `last_read_at` say how the latest try to read the series ended.
    """
    breaks = SeriesBreak.objects.filter(series=OuterRef("series_id")).order_by("year")
    targets = Target.objects.filter(series=OuterRef("series_id")).order_by("year")
    shared = (
        MeasureSource.objects.filter(series=OuterRef("series_id"))
        .exclude(measure=OuterRef("measure_id"))
        .exclude(standing=MeasureSource.Standing.REJECTED)
        .order_by("measure__order", "measure__key")
    )
    reads = SeriesRead.objects.filter(series=OuterRef("series_id")).exclude(
        state=SeriesRead.State.WAITING
    )
    latest = reads.order_by("-pk")
    return (
        MeasureSource.objects.select_related("series", "series__successor")
        .annotate(
            last_read=Subquery(latest.values("state")[:1]),
            last_read_at=Subquery(latest.values("ended_at")[:1]),
            breaks_=ArraySubquery(
                breaks.values(json=JSONObject(year="year", explanation="explanation"))
            ),
            shared_=ArraySubquery(
                shared.values(json=JSONObject(key="measure__key", name="measure__name"))
            ),
            targets_=ArraySubquery(
                targets.values(
                    json=JSONObject(
                        year="year",
                        value="value",
                        decided="decided",
                        area="area_id",
                        decision="decision",
                    )
                )
            ),
        )
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


def facts(source: MeasureSource) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The breaks and targets of a source from `sources_with_facts`."""
    row: Any = source
    return row.breaks_, row.targets_
