"""The registry's tables, as those who answer for the figures and operators meet them."""

from typing import Any

from county.rules import operates, stewards_indicators
from county.tables import EditableTable, register
from indicators import models

_GROUP = "Indikatorer"


def _edits_the_registry(user: Any) -> bool:
    return bool(operates(user) or stewards_indicators(user))


def _table(slug: str, model: Any, *columns: str) -> EditableTable:
    return EditableTable(slug, model, _GROUP, columns, editors=_edits_the_registry)


register(
    _table("indikatorer", models.Indicator, "goal_area", "status", "gap"),
    _table("matt", models.Measure, "level", "direction", "status"),
    _table("dataserier", models.DataSeries, "source_key", "external_id", "unit"),
    _table("kallor", models.MeasureSource, "measure", "series", "standing", "main"),
    _table("seriebrott", models.SeriesBreak, "series", "year"),
    _table("malvarden", models.Target, "series", "area", "year", "value"),
    _table("statistikomraden", models.StatisticalArea, "code", "kind", "role"),
)
