"""Reads a county file and brings the county's tables to what it says.

`load(path)` is the only entrance. Packages above add their sections through `registry`.
"""

from county.loader.problems import CountyFileRefused
from county.loader.report import LoadReport
from county.loader.service import load

__all__ = ["CountyFileRefused", "LoadReport", "load"]
