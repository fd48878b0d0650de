"""SCB: PxWebApi 2, answers as JSON-stat 2. Base address from `SCB_BASE_URL`."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.conf import settings

from indicators.sources import pxweb
from indicators.sources.base import Tally
from indicators.sources.fetching import number
from indicators.sources.pxweb import Table, Variable
from indicators.sources.pxweb_reading import Cell, PxWeb, Question

# SCB says 150 000. A third of it is still one question for a county.
MAX_CELLS = 50_000


class PxWebV2(PxWeb):
    """Reads SCB's database. Implements `Source`."""

    key = "scb"
    name = "SCB"
    most_cells = MAX_CELLS
    _told: int | None = None

    def _limit(self, tally: Tally) -> int:
        """Ours, or SCB's own when that is lower."""
        if self._told is None:
            found = self._fetcher.get(self._fetcher.address("config"), tally)
            told = found.get("maxDataCells") if isinstance(found, dict) else None
            if not isinstance(told, int) or told < 1:
                self._fetcher.unexpected("högsta antal celler saknas")
            self._told = told
        return min(self._max_cells, self._told)

    def _table(self, table: str, tally: Tally) -> Table:
        url = self._fetcher.address("tables", table, "metadata", query={"lang": "sv"})
        found = self._fetcher.get(url, tally)
        try:
            times = found["role"]["time"]
            places = found["role"].get("geo", [])
            variables = tuple(
                _variable(code, found["dimension"][code], code in times, code in places)
                for code in found["id"]
            )
            return Table(str(found["label"]), variables, str(found.get("updated") or ""))
        except (KeyError, TypeError, ValueError, AttributeError):
            self._fetcher.unexpected(f"tabellen {table} är inte beskriven")

    def _cells(self, table: str, question: Question, tally: Tally) -> Iterator[Cell]:
        query = {"lang": "sv", "outputFormat": "json-stat2"}
        url = self._fetcher.address("tables", table, "data", query=query)
        chosen = [{"variableCode": c, "valueCodes": list(v)} for c, v in question.items()]
        found = self._fetcher.post(url, {"selection": chosen}, tally)
        try:
            cells = _cells(found)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            self._fetcher.unexpected(f"svaret ur {table} är inte JSON-stat 2")
        yield from cells


def from_settings() -> PxWebV2:
    """The SCB that the settings name."""
    return PxWebV2(settings.SCB_BASE_URL)


def _variable(code: str, found: dict[str, Any], time: bool, place: bool) -> Variable:  # noqa: FBT001
    labels = found["category"]["label"]
    extension = found.get("extension") or {}
    return Variable(
        code=code,
        labels={each: str(labels[each]) for each in _ordered(found)},
        time=time,
        region=place or pxweb.is_region(code),
        eliminable=extension.get("elimination") is True,
    )


def _ordered(dimension: dict[str, Any]) -> list[str]:
    """The codes of a dimension in order; the index is a list, or positions by code."""
    index = dimension["category"]["index"]
    return list(index) if isinstance(index, list) else sorted(index, key=lambda code: index[code])


def _cells(found: dict[str, Any]) -> list[Cell]:
    names = found["id"]
    codes = [_ordered(found["dimension"][name]) for name in names]
    if [len(each) for each in codes] != list(found["size"]):
        raise ValueError("size")
    values, statuses = found["value"], found.get("status") or {}
    cells = []
    for position, combination in enumerate(product(*codes)):
        value = number(_at(values, position))
        status = _at(statuses, position) if value is None else ""
        cells.append(Cell(dict(zip(names, combination, strict=True)), value, str(status or "")))
    return cells


def _at(values: Any, position: int) -> Any:
    """One value of a full list, or of a sparse one, which is an object with positions as text."""
    return values.get(str(position)) if isinstance(values, dict) else values[position]
