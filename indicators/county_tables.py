"""The registry's tables, as operators meet them."""

from county.tables import EditableTable, register
from indicators.models import Indicator, Measure

register(
    EditableTable("indikatorer", Indicator, "Indikatorer", ("goal_area", "status", "gap")),
    EditableTable("matt", Measure, "Indikatorer", ("level", "direction", "status")),
)
