"""How a measure has been defined over time: what was changed, when, in words. One query."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from indicators.models import DataSeries, Measure, MeasureSource

MEASURE = (
    "name", "summary", "level", "population", "frequency", "lag", "owner", "aim", "perspective",
    "unit", "direction", "status", "status_note", "note",
)  # fmt: skip
SERIES = (
    "name",
    "title",
    "external_id",
    "origin",
    "unit",
    "span_years",
    "own_span_years",
    "ends_year",
)
SOURCE = ("standing", "main", "background", "reason")


@dataclass(frozen=True, slots=True)
class Definition:
    """One change: when, of what, and the fields before and after."""

    at: datetime
    subject: str
    changes: tuple[tuple[str, str, str], ...]


def definitions_of(measure: Measure, sources: Collection[MeasureSource]) -> list[Definition]:
    """Every change of the measure, its series and its choice of source, newest first."""
    series = {source.series_id: source.series for source in sources}
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, [[measure.pk], list(series), [source.pk for source in sources]])
        rows = cursor.fetchall()
    names = {("measure", measure.pk): "Måttet"}
    names |= {("series", pk): f"Serien {each.external_id}" for pk, each in series.items()}
    names |= {("source", source.pk): f"Valet av {source.series.external_id}" for source in sources}
    found = list(_compared(rows, names))
    return sorted(found, key=lambda each: each.at, reverse=True)


def _select(model: Any, fields: Iterable[str], what: str) -> str:
    facts = ", ".join(f"'{name}', {name}" for name in fields)
    table = model.history.model._meta.db_table
    return (
        f"SELECT '{what}', id, history_date, history_id, jsonb_build_object({facts}) "  # noqa: S608
        f"FROM {table} WHERE id = ANY(%s)"
    )


# Written by hand for the reason that `measures` gives.
_HISTORY = " UNION ALL ".join(
    (
        _select(Measure, MEASURE, "measure"),
        _select(DataSeries, SERIES, "series"),
        _select(MeasureSource, SOURCE, "source"),
    )
)
_HISTORY = f"{_HISTORY} ORDER BY 1, 2, 3, 4"


def _compared(
    rows: Iterable[tuple[str, int, datetime, int, str]],
    names: Mapping[tuple[str, int], str],
) -> Iterator[Definition]:
    models = {"measure": Measure, "series": DataSeries, "source": MeasureSource}
    before: dict[tuple[str, int], dict[str, Any]] = {}
    for what, pk, at, _history, told in rows:
        place, facts = (what, pk), json.loads(told)
        if place in before and before[place] != facts:
            changes = tuple(_changes(models[what], before[place], facts))
            yield Definition(at, names.get(place, "Serien"), changes)
        before[place] = facts


def _changes(
    model: Any, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name, now in after.items():
        if before[name] != now:
            field = model._meta.get_field(name)
            label = str(field.verbose_name)
            yield label[:1].upper() + label[1:], _word(field, before[name]), _word(field, now)


def _word(field: Any, value: Any) -> str:
    if value in (None, ""):
        return "inte angivet"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(dict(field.flatchoices).get(value, value))
