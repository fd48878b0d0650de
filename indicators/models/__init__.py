"""Indicators and measures as registered."""

from indicators.models.indicator import Indicator
from indicators.models.measure import Measure

__all__ = ["Indicator", "Measure"]
