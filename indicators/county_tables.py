"""The registry's tables, as operators meet them."""

from county.tables import EditableTable, register
from indicators import models

_GROUP = "Indikatorer"

register(
    EditableTable("indikatorer", models.Indicator, _GROUP, ("goal_area", "status", "gap")),
    EditableTable("matt", models.Measure, _GROUP, ("level", "direction", "status")),
    EditableTable("dataserier", models.DataSeries, _GROUP, ("source_key", "external_id", "unit")),
    EditableTable(
        "kallor", models.MeasureSource, _GROUP, ("measure", "series", "standing", "main")
    ),
    EditableTable("seriebrott", models.SeriesBreak, _GROUP, ("series", "year")),
    EditableTable("malvarden", models.Target, _GROUP, ("series", "area", "year", "value")),
    EditableTable("statistikomraden", models.StatisticalArea, _GROUP, ("code", "kind", "role")),
)
