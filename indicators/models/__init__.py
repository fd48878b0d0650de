"""The registry, the figures, and the runs that fetch them."""

from indicators.models.area import GroupRoster, StatisticalArea
from indicators.models.indicator import Indicator
from indicators.models.measure import Measure
from indicators.models.observation import (
    Gender,
    Observation,
    Observed,
    Provenance,
    QuarantinedValue,
    Revision,
)
from indicators.models.refresh import Refresh, SeriesRead
from indicators.models.series import DataSeries, MeasureSource, SeriesBreak
from indicators.models.target import Target

__all__ = [
    "DataSeries",
    "Gender",
    "GroupRoster",
    "Indicator",
    "Measure",
    "MeasureSource",
    "Observation",
    "Observed",
    "Provenance",
    "QuarantinedValue",
    "Refresh",
    "Revision",
    "SeriesBreak",
    "SeriesRead",
    "StatisticalArea",
    "Target",
]
