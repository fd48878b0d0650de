"""Two tables, answered as PxWeb does: one of Folkhälsodata (version 1), one of SCB (version 2).

All figures are made up; variables and codes are those of the real tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from narvard.emulator import extract, figures
from narvard.emulator.kolada import Refused

HEALTH = "A_Mo8/Halsoutfall/01Overgrip/01.01halsgod/halsgodyreg.px"
POPULATION = "TAB638"
MAX_CELLS_V1, MAX_CELLS_V2 = 10_000, 150_000
_OLDEST = 100
_MISSING = 0.04


@dataclass(frozen=True, slots=True)
class Variable:
    """A dimension: labels by code, in order."""

    code: str
    labels: Mapping[str, str]
    eliminable: bool = False
    time: bool = False


def _regions() -> dict[str, str]:
    areas = sorted(extract.areas().values(), key=lambda row: row["id"])
    counties = {"00": "Riket"} | {
        row["id"][2:]: row["title"] for row in areas if row["type"] == "L" and row["id"] != "0000"
    }
    return counties | {row["id"]: row["title"] for row in areas if row["type"] == "K"}


def _health() -> list[Variable]:
    spans = [f"{year - 3}-{year}" for year in range(2010, 2025)]
    return [
        Variable("Region", _regions()),
        Variable("Hälsotillstånd", {"01": "Bra eller mycket bra hälsa"}),
        Variable(
            "Andel och konfidensintervall",
            {"01": "Andel", "02": "Nedre gräns", "03": "Övre gräns", "04": "Antal svar"},
        ),
        Variable("Kön", {"00": "Totalt", "01": "Kvinnor", "02": "Män"}),
        Variable("År", dict(zip(spans, spans, strict=True)), time=True),
    ]


def _population() -> list[Variable]:
    ages = {str(age): f"{age} år" for age in range(_OLDEST)} | {"100+": "100+ år"}
    years = {str(year): str(year) for year in range(2005, 2025)}
    return [
        Variable("Region", _regions(), eliminable=True),
        Variable(
            "Civilstand",
            {"OG": "ogifta", "G": "gifta", "SK": "skilda", "ÄNKL": "änkor/änklingar"},
            eliminable=True,
        ),
        Variable("Alder", ages | {"tot": "totalt ålder"}, eliminable=True),
        Variable("Kon", {"1": "män", "2": "kvinnor"}, eliminable=True),
        Variable("ContentsCode", {"BE0101N1": "Folkmängd", "BE0101N2": "Folkökning"}),
        Variable("Tid", years, time=True),
    ]


def version_1(method: str, path: str, body: Any) -> Any:
    """Folkhälsodata. Raises Refused."""
    if path.strip("/") != HEALTH:
        raise Refused(404, {"error": "Parameter error"})
    variables = _health()
    if method == "GET":
        return {
            "title": "Självskattad hälsa efter region, kön och år (påhittade uppgifter)",
            "variables": [
                {
                    "code": each.code,
                    "text": each.code,
                    "values": list(each.labels),
                    "valueTexts": list(each.labels.values()),
                    **({"time": True} if each.time else {}),
                }
                for each in variables
            ],
        }
    chosen = {each["code"]: each["selection"]["values"] for each in body["query"]}
    _check(variables, chosen, MAX_CELLS_V1, status=403)
    return {
        "columns": [
            *(
                {"code": code, "text": code, "type": "t" if code == "År" else "d"}
                for code in chosen
            ),
            {"code": "Andel", "text": "Andel", "type": "c"},
        ],
        "comments": [],
        "data": [
            {"key": list(codes), "values": [_share(dict(zip(chosen, codes, strict=True)))]}
            for codes in product(*chosen.values())
        ],
    }


def version_2(method: str, path: str, body: Any) -> Any:
    """SCB. Raises Refused."""
    if path == "/config":
        return {"apiVersion": "2.0", "maxDataCells": MAX_CELLS_V2, "timeWindow": 10}
    variables = _population()
    if path == f"/tables/{POPULATION}/metadata" and method == "GET":
        dataset = _dataset({each.code: list(each.labels) for each in variables}, None)
        for each in variables:
            dataset["dimension"][each.code]["extension"] = {"elimination": each.eliminable}
        return dataset | {"updated": "2025-02-21T07:00:00Z"}
    if path != f"/tables/{POPULATION}/data" or method != "POST":
        raise Refused(404, {"title": "Not Found", "status": 404})
    chosen = {each["variableCode"]: each["valueCodes"] for each in body["selection"]}
    _check(variables, chosen, MAX_CELLS_V2, status=400)
    return _dataset(chosen, _persons)


def _check(
    variables: Sequence[Variable], chosen: Mapping[str, Sequence[str]], most: int, status: int
) -> None:
    by_code = {each.code: each for each in variables}
    wrong = [
        code
        for code, values in chosen.items()
        if code not in by_code or not values or set(values) - by_code[code].labels.keys()
    ]
    left_out = [v.code for v in variables if v.code not in chosen and not v.eliminable]
    if wrong or left_out:
        raise Refused(400, {"error": "Parameter error", "variables": wrong + left_out})
    if prod(map(len, chosen.values())) > most:
        raise Refused(status, {"error": "Too many values selected"})


def _dataset(
    chosen: Mapping[str, Sequence[str]], value: Callable[[dict[str, str]], int] | None
) -> dict[str, Any]:
    labels = {each.code: each.labels for each in _population()}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängden efter region, civilstånd, ålder, kön och år (påhittade uppgifter)",
        "source": "påhittade uppgifter",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "dimension": {
            code: {
                "label": code,
                "category": {
                    "index": {each: place for place, each in enumerate(codes)},
                    "label": {each: labels[code][each] for each in codes},
                },
            }
            for code, codes in chosen.items()
        },
        "value": []
        if value is None
        else [value(dict(zip(chosen, codes, strict=True))) for codes in product(*chosen.values())],
    }


def _share(codes: dict[str, str]) -> str:
    """Per cent with one decimal, between the bounds of its interval, or two dots."""
    region, gender, span = codes["Region"], codes["Kön"], codes["År"]
    if figures.chance(region, span, "saknas") < _MISSING and len(region) > len("00"):
        return ".."
    low = 66 + 12 * figures.chance(region, "hälsa") + 2 * figures.chance(region, span)
    middle = low + {"00": 0, "01": -1, "02": 1}[gender]
    return {
        "01": f"{middle:.1f}",
        "02": f"{middle - 2:.1f}",
        "03": f"{middle + 2:.1f}",
        "04": "1200",
    }[codes["Andel och konfidensintervall"]]


def _persons(codes: dict[str, str]) -> int:
    """Persons in a cell. What is left out is everybody: its cells add up to it."""
    if "Kon" not in codes:
        return sum(_persons({**codes, "Kon": kon}) for kon in ("1", "2"))
    region, age = codes.get("Region", "00"), codes.get("Alder", "tot")
    size = (200.0 if region == "00" else 8.0) * (0.5 + figures.chance("folk", region))
    growth = (1 + 0.006 * (int(codes["Tid"]) - 2005)) * (1.01 if codes["Kon"] == "2" else 0.99)
    ages = range(_OLDEST + 1) if age == "tot" else [min(_OLDEST, int(age.rstrip("+")))]
    total = sum(round(size * growth * (60 - 0.55 * each)) for each in ages)
    if "Civilstand" in codes:
        share = {"OG": 0.5, "G": 0.3, "SK": 0.13, "ÄNKL": 0.07}[codes["Civilstand"]]
        total = round(total * share)
    return total if codes["ContentsCode"] == "BE0101N1" else round(total * 0.006)
