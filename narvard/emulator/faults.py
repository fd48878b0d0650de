"""What can be made to go wrong, and for how long.

Set by POST to `/__emu__/faults` with an object of names and facts, or a list of such facts:

    {"reset": true}                                 nothing is wrong any more, nothing is changed
    {"429": {"n": 2, "retry_after": 1}}             the next two answers; without n, until reset
    {"500": {"n": 1, "match": "/data/"}}            only where the address contains it
    {"revise": {"kpi": "N79173", "area": "0004", "year": 2024, "gender": "T", "value": 81.5}}

Answers: 429, 500, 503, gone_410, timeout (seconds), drop_connection, html_200, truncated_json,
page_cycle, foreign_next_url, overlapping_pages, unasked_rows, group_rows.
Figures: empty_200 (kpi), null_value (kpi, area, year), status (status, kpi), rename_kpi (kpi,
title), remove_kpi (kpi), revise, delete (kpi, area, year, gender), add_year (kpi, year),
string_period (kpi, form), missing_gender (kpi, gender), unknown_gender (kpi), wrong_unit (kpi,
factor). `today` (a date) moves the clock.
As at the start: page_max (size), list_status (status), shuffle (seed).
"""

from collections.abc import Mapping
from datetime import date
from threading import Lock
from typing import Any

from narvard.emulator.world import World

ANSWERS = (
    *("429", "500", "503", "gone_410", "timeout", "drop_connection", "html_200"),
    *("truncated_json", "page_cycle", "foreign_next_url", "overlapping_pages"),
    *("unasked_rows", "group_rows"),
)
LASTING = (
    *("empty_200", "status", "string_period", "missing_gender", "unknown_gender", "wrong_unit"),
    *("page_max", "list_status", "shuffle"),
)
CHANGES = ("null_value", "rename_kpi", "remove_kpi", "revise", "delete", "add_year")
_THOUSAND = 1000

Facts = dict[str, Any]


class Faults:
    """The faults that hold now."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()
        self._found: dict[str, list[Facts]] = {}
        self.resets = 0

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Take in what was posted. Raises ValueError for a fault that does not exist."""
        with self._lock:
            if wanted.get("reset"):
                self._found.clear()
                self.resets += 1
                self._world.reset()
            if "today" in wanted:
                self._world.today = date.fromisoformat(wanted["today"])
            for name in wanted.keys() - {"reset", "today"}:
                given = wanted[name] if isinstance(wanted[name], list) else [wanted[name]]
                for facts in given:
                    self._add(name, dict(facts) if isinstance(facts, dict) else {})

    def take(self, name: str, address: str) -> Facts | None:
        """The fault if it holds for this address; it is used up once."""
        with self._lock:
            for facts in self._found.get(name, []):
                left = facts.get("n")
                if str(facts.get("match", "")) in address and (left is None or left > 0):
                    if left is not None:
                        facts["n"] = left - 1
                    return facts
        return None

    def named(self, name: str) -> list[Facts]:
        """All of one kind."""
        return self._found.get(name, [])

    def concerns(self, name: str, kpi: str) -> bool:
        """Whether a fault holds for a KPI; one that names none holds for all."""
        return any(facts.get("kpi", kpi) == kpi for facts in self.named(name))

    def missing(self, kpi: str, gender: str) -> bool:
        """Whether the values of a gender are left out."""
        return any(
            facts.get("kpi", kpi) == kpi and facts.get("gender", "M") == gender
            for facts in self.named("missing_gender")
        )

    def factor(self, kpi: str) -> float:
        """What values are multiplied by: a wrong unit."""
        for facts in self.named("wrong_unit"):
            if facts.get("kpi", kpi) == kpi:
                return float(facts.get("factor", _THOUSAND))
        return 1

    def status(self, kpi: str) -> str:
        """What stands as status where there is no value."""
        for facts in self.named("status"):
            if facts.get("kpi", kpi) == kpi:
                return str(facts.get("status", ""))
        return "Missing"

    def _add(self, name: str, facts: Facts) -> None:
        if name in CHANGES:
            self._change(name, facts)
        elif name in ANSWERS or name in LASTING:
            self._found.setdefault(name, []).append(facts)
        else:
            raise ValueError(f"no fault is called {name}")

    def _change(self, name: str, facts: Facts) -> None:
        world = self._world
        if name == "rename_kpi":
            world.kpis[facts["kpi"]]["title"] = facts["title"]
        elif name == "remove_kpi":
            del world.kpis[facts["kpi"]]
        elif name == "add_year":
            year = int(facts.get("year", world.today.year))
            world.extra_years.setdefault(facts["kpi"], {})[year] = world.today
        else:
            value = facts.get("value") if name == "revise" else None
            world.change(world.places(facts), value, deleted=name == "delete")
