"""The files that stand beside this module: Kolada's metadata, and real figures until 2022.

Source of the figures: Kolada. `data/extract.json.gz` holds 17 KPIs for 19 areas; `data/kpi.json`
44 KPIs, `data/municipality.json` all 312 areas, `data/municipality_groups.json` six groups.
"""

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent / "data"

Year = dict[str, float | None]
"""Value by gender."""


@cache
def kpis() -> Mapping[str, dict[str, Any]]:
    """Metadata of the KPIs, by id."""
    return _listed("kpi")


@cache
def areas() -> Mapping[str, dict[str, Any]]:
    """Municipalities (K) and regions with the country (L), by id."""
    return _listed("municipality")


@cache
def groups() -> Mapping[str, dict[str, Any]]:
    """Groups of areas with their members, by id."""
    return _listed("municipality_groups")


@cache
def real_series() -> Mapping[tuple[str, str], dict[int, Year]]:
    """The real figures: (KPI, area) → year → gender → value."""
    found: dict[tuple[str, str], dict[int, Year]] = {}
    for kpi, area, year, values in json.loads(gzip.decompress(_read("extract.json.gz"))):
        found.setdefault((kpi, area), {})[year] = values
    return found


@cache
def real_kpis() -> frozenset[str]:
    """The KPIs that have real figures, and therefore no made-up ones."""
    return frozenset(kpi for kpi, _ in real_series())


@cache
def known_extract() -> Mapping[tuple[str, str, int, str], float]:
    """The real figures, flat: (KPI, area, year, gender) → value.

    A value read from the emulator is real if it stands here and is the same; anything else that
    the emulator says is made up.
    """
    return {
        (kpi, area, year, gender): value
        for (kpi, area), years in real_series().items()
        for year, values in years.items()
        for gender, value in values.items()
        if value is not None
    }


def _listed(name: str) -> Mapping[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(_read(f"{name}.json"))}


def _read(name: str) -> bytes:
    return (_DATA / name).read_bytes()
