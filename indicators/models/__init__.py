"""The registry, the figures, the runs that fetch them, and what people bring themselves."""

from indicators.models.adoption import AdoptedRow, Adoption
from indicators.models.area import GroupRoster, StatisticalArea
from indicators.models.entry import EnteredValue
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
from indicators.models.reflection import Reflection
from indicators.models.refresh import Refresh, SeriesRead
from indicators.models.report import GoalAreaReport
from indicators.models.series import DataSeries, MeasureSource, SeriesBreak
from indicators.models.target import Target
from indicators.models.upload import Upload, UploadRow

__all__ = [
    "AdoptedRow",
    "Adoption",
    "DataSeries",
    "EnteredValue",
    "Gender",
    "GoalAreaReport",
    "GroupRoster",
    "Indicator",
    "Measure",
    "MeasureSource",
    "Observation",
    "Observed",
    "Provenance",
    "QuarantinedValue",
    "Reflection",
    "Refresh",
    "Revision",
    "SeriesBreak",
    "SeriesRead",
    "StatisticalArea",
    "Target",
    "Upload",
    "UploadRow",
]
