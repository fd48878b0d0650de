"""Made-up figures: the same for the same question, on every machine.

Each number comes from sha256 of KPI, area, period and gender: a walk that keeps within what the
unit allows, with the total between women and men.
"""

import hashlib
import re
from functools import lru_cache
from typing import Any, NamedTuple

from narvard.emulator.extract import Year, areas, real_series

FIRST_YEAR, LAST_YEAR = 2012, 2025
VOLUME_FIRST_YEAR = 2006
_MISSING_SHARE = 0.05
_SMALL_POPULATION = 15_000
# Where figures of such a kind usually lie, so that a demo looks like something. Still made up.
_USUAL = {
    "N79173": (76.0, 97.0),
    "U01405": (62.0, 82.0),
    "N20500": (28.0, 80.0),
    "N20506": (10.0, 24.0),
    "U21463": (74.0, 97.0),
    "U23461": (66.0, 94.0),
    "N21497": (40.0, 85.0),
    "U60531": (42.0, 64.0),
    "N79176": (1.5, 9.5),
    "U79231": (28.0, 62.0),
    "U79232": (2.0, 9.0),
    "U21436": (8.0, 70.0),
    "N70706": (11_000.0, 17_500.0),
    "N70808": (11_000.0, 17_500.0),
}
# What a title says of its unit → what values are usual there. The first that fits counts.
_RANGES = [
    (re.compile(r"Invånare totalt"), 3_000.0, 90_000.0),
    (re.compile(r"andel \(%\)"), 8.0, 92.0),
    (re.compile(r"index"), 55.0, 90.0),
    (re.compile(r"/inv 65\+"), 0.01, 0.4),
    (re.compile(r"vårddygn/1000"), 15.0, 160.0),
    (re.compile(r"antal dagar"), 1.2, 8.0),
    (re.compile(r"0-24 år.*/100 000"), 40.0, 220.0),
    (re.compile(r"/100 000"), 600.0, 6_000.0),
    (re.compile(r"/10 000"), 4.0, 70.0),
    (re.compile(r"hälso- och vårdcentral, medelvärde"), 0.6, 0.92),
    (re.compile(r"antal personal"), 8.0, 22.0),
]
_OTHER = (10.0, 90.0)
_ENDED = re.compile(r"\(-\s?(\d{4})\)")
# Surveys that are not made every year, and the remainder of the years when they are.
_EVERY_SECOND = {"U79231": 0, "U79232": 0, "U71453": 1, "U71455": 1, "N78111": 1, "N78113": 1}


class Shape(NamedTuple):
    """What a made-up series is of."""

    kpi: str
    title: str
    gendered: bool
    first: int = FIRST_YEAR
    last: int = LAST_YEAR


@lru_cache(maxsize=4_000)
def series(shape: Shape, area: str) -> dict[int, Year]:
    """The made-up series of a KPI in an area, by year."""
    kpi, title, gendered, first, last = shape
    low, high = bounds(kpi, title)
    middle = low + (high - low) * (0.25 + 0.5 * chance(kpi))
    own = (chance(kpi, area) - 0.5) * 0.3 * (high - low)
    apart = (chance(kpi, "K-M") - 0.5) * 0.12 * (high - low)
    ended = _ENDED.search(title)
    last = min(last, int(ended[1])) if ended else last
    remainder = _EVERY_SECOND.get(kpi)
    found: dict[int, Year] = {}
    wander = 0.0
    for year in range(first, last + 1):
        step = chance(kpi, area, str(year), "T")
        wander = 0.8 * wander + (step - 0.5) * 0.06 * (high - low)
        if remainder is not None and year % 2 != remainder:
            continue
        if step < _MISSING_SHARE and is_small(area):
            found[year] = dict.fromkeys("TKM" if gendered else "T")
            continue
        total = min(max(middle + own + wander, low), high)
        found[year] = {"T": total}
        if gendered:
            half = apart * (0.7 + 0.6 * chance(kpi, area, str(year), "K"))
            found[year] |= {"K": _within(total + half, low, high)}
            half = apart * (0.7 + 0.6 * chance(kpi, area, str(year), "M"))
            found[year] |= {"M": _within(total - half, low, high)}
    return found


def bounds(kpi: str, title: str) -> tuple[float, float]:
    """What values are usual for a KPI with this title."""
    if kpi in _USUAL:
        return _USUAL[kpi]
    for pattern, low, high in _RANGES:
        if pattern.search(title):
            return low, high
    return _OTHER


@lru_cache(maxsize=400)
def is_small(area: str) -> bool:
    """Whether an area is a small municipality; where its size is not known, a third of them."""
    if areas().get(area, {}).get("type") == "L":
        return False
    if known := real_series().get(("N01951", area)):
        return (known[max(known)]["T"] or 0) < _SMALL_POPULATION
    return chance("small", area) < 1 / 3


def chance(*parts: str) -> float:
    """A number from 0 to 1 that always is the same for the same parts."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


def volume_kpis(count: int) -> dict[str, dict[str, Any]]:
    """Metadata of KPIs that do not exist, to fill a country with figures."""
    return {
        f"N999{number:02}": {
            "id": f"N999{number:02}",
            "title": f"Påhittat nyckeltal {number} för volymprov, andel (%)",
            "description": "Påhittat. Källa: ingen",
            "is_divided_by_gender": True,
            "municipality_type": "A",
            "auspice": None,
            "operating_area": "Volymprov",
            "perspective": None,
            "prel_publication_date": None,
            "publication_date": None,
            "publ_period": None,
            "has_ou_data": False,
        }
        for number in range(1, count + 1)
    }


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
