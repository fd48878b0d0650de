"""The sections of the county file that fill the indicators' tables."""

from typing import Annotated

from county.loader.registry import Section
from county.loader.rows import Count, Named, Reference
from indicators.models import Indicator, Measure


class IndicatorRow(Named):
    """An indicator under a goal area."""

    goal_area: Annotated[str, Reference("goal_areas")]
    status: str = Indicator.Status.PROPOSED.value
    target_year: Count | None = None
    gap: str = ""


class MeasureRow(Named):
    """A measure with its exact name; `indicators` may be several."""

    indicators: Annotated[list[str], Reference("indicators")]
    level: str = ""
    perspective: str = ""
    unit: str = ""
    direction: str = Measure.Direction.UNKNOWN.value
    status: str = Measure.Status.PROPOSED.value
    status_note: str = ""
    note: str = ""


SECTIONS = (
    Section("indicators", IndicatorRow, Indicator, "Indikatorer"),
    Section("measures", MeasureRow, Measure, "Mått"),
)
