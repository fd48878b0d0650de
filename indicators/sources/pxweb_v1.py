"""Folkhälsodata: PxWeb's interface, version 1. Base address from `FOLKHALSODATA_BASE_URL`.

Metadata by GET at the table's path, figures by POST at the same. Surveys have periods such as
"2021-2024", kept under their last year. Missing values are "..".
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from indicators.sources import pxweb
from indicators.sources.base import Tally
from indicators.sources.pxweb import Table, Variable
from indicators.sources.pxweb_reading import Cell, PxWeb, Question

# Servers allow more, each its own number; a small question is answered quickly everywhere.
MAX_CELLS = 1000
_DIMENSIONS = ("d", "t")


class PxWebV1(PxWeb):
    """Reads Folkhälsodata. Implements `Source`."""

    key = "fohm"
    name = "Folkhälsodata"
    most_cells = MAX_CELLS

    def _limit(self, tally: Tally) -> int:  # noqa: ARG002 - version 2 asks the source
        return self._max_cells

    def _table(self, table: str, tally: Tally) -> Table:
        found = self._fetcher.get(self._fetcher.address(table), tally)
        try:
            variables = tuple(_variable(each) for each in found["variables"])
            return Table(str(found["title"]), variables)
        except (KeyError, TypeError, ValueError):
            self._fetcher.unexpected(f"tabellen {table} är inte beskriven")

    def _cells(self, table: str, question: Question, tally: Tally) -> Iterator[Cell]:
        body = {
            "query": [
                {"code": code, "selection": {"filter": "item", "values": list(values)}}
                for code, values in question.items()
            ],
            "response": {"format": "json"},
        }
        found = self._fetcher.post(self._fetcher.address(table), body, tally)
        try:
            names = [each["code"] for each in found["columns"] if each.get("type") in _DIMENSIONS]
            cells = [_cell(names, row) for row in found["data"]]
        except (KeyError, TypeError, ValueError, AttributeError):
            self._fetcher.unexpected(f"svaret ur {table} har inte kolumner och rader")
        yield from cells


def from_settings() -> PxWebV1:
    """The Folkhälsodata that the settings name."""
    return PxWebV1(settings.FOLKHALSODATA_BASE_URL)


def _variable(found: dict[str, Any]) -> Variable:
    code = str(found["code"])
    return Variable(
        code=code,
        labels=dict(zip(found["values"], found["valueTexts"], strict=True)),
        time=found.get("time") is True or code in ("År", "Tid"),
        region=pxweb.is_region(code),
        eliminable=found.get("elimination") is True,
    )


def _cell(names: list[str], row: dict[str, Any]) -> Cell:
    codes = dict(zip(names, row["key"], strict=True))
    (text,) = row["values"]
    try:
        value = float(text)
    except ValueError:
        # Dots, and in some tables a dash: something that is not a figure stands there.
        return Cell(codes, None, str(text))
    if not abs(value) < float("inf"):
        raise ValueError(text)
    return Cell(codes, value)
