"""Units (schools, homes for the elderly): two made-up ones in each municipality."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from narvard.emulator import figures
from narvard.emulator.world import World


def units(world: World) -> dict[str, dict[str, Any]]:
    """All units, by id."""
    return {
        (key := f"V21E{code}{number:05}"): {
            "id": key,
            "title": f"Påhittad enhet {number}, {area['title']}",
            "municipality": code,
        }
        for code, area in world.areas.items()
        if area["type"] == "K"
        for number in (1, 2)
    }


def rows(
    world: World, kpis: Sequence[str], ids: Sequence[str] | None, years: frozenset[int] | None
) -> list[dict[str, Any]]:
    """The units' figures as Kolada writes them."""
    known = units(world)
    return [
        {"values": [value], "kpi": kpi, "period": year, "ou": unit}
        for kpi in sorted(set(kpis))
        if world.kpis.get(kpi, {}).get("has_ou_data")
        for unit in sorted(set(known if ids is None else ids) & known.keys())
        for year, value in _values(world.kpis[kpi], unit)
        if years is None or year in years
    ]


def _values(kpi: Mapping[str, Any], unit: str) -> Iterator[tuple[int, dict[str, Any]]]:
    found = figures.series(figures.Shape(kpi["id"], kpi["title"], gendered=False), unit)
    for year, values in found.items():
        yield (
            year,
            {
                "gender": "T",
                "count": 1,
                "status": "",
                "value": values["T"],
                "isdeleted": False,
            },
        )
