"""The addresses of Kolada's API, version 3, and what they answer.

Assumed, as nobody has seen it: 422 for a list that is too long or a date that is none, 404 for
fewer than two dimensions, rows by KPI, area and year, and that deleted values only appear with
`from_date`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from narvard.emulator import units
from narvard.emulator.faults import Faults
from narvard.emulator.rows import Rows
from narvard.emulator.world import World

LONGEST_LIST = 25
LARGEST_PAGE = 5000
_DATA_PATHS = {
    kind: [("kpi", place, "year"), ("kpi", "year"), ("kpi", place), (place, "year")]
    for kind, place in (("data", "municipality"), ("oudata", "ou"))
}
_GROUP: dict[str, Any] = {
    "id": "G2KPI900",
    "title": "Påhittad grupp av nyckeltal",
    "members": [{"member_id": "N79173", "member_title": "Medicinsk bedömning inom tre dagar"}],
}


class Refused(Exception):
    """The question is not answered: a status, and what stands in the body."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class Options:
    """How the emulator was started."""

    page_max: int = LARGEST_PAGE
    list_status: int = 422
    seed: int = 0
    groups: bool = True


Query = Mapping[str, Sequence[str]]


class Kolada:
    """Answers questions with objects, ready to be written as JSON."""

    def __init__(self, world: World, faults: Faults, options: Options) -> None:
        self._world = world
        self._faults = faults
        self._options = options

    def answer(self, path: str, query: Query, origin: str) -> dict[str, Any]:
        """The page that a path and a query ask for. Raises Refused."""
        parts = [part for part in path.split("/") if part]
        if parts and parts[0] in _DATA_PATHS:
            found, written = self._data(parts[0], parts[1:], query)
        else:
            found, written = self._metadata(parts, query), list
        return self._page(found, written, path, query, origin)

    def _metadata(self, parts: Sequence[str], query: Query) -> list[Any]:
        world = self._world
        tables: dict[str, Callable[[], Mapping[str, Any]]] = {
            "kpi": lambda: world.kpis,
            "kpi_groups": lambda: {_GROUP["id"]: _GROUP},
            "municipality": lambda: world.areas,
            "municipality_groups": lambda: world.groups,
            "ou": lambda: units.units(world),
        }
        if not 1 <= len(parts) <= 2 or parts[0] not in tables:  # noqa: PLR2004 - name, ids
            raise Refused(404, {"detail": "Not Found"})
        table = tables[parts[0]]()
        ids = self._list(parts[1], "id") if len(parts) > 1 else sorted(table)
        rows = [table[each] for each in sorted(set(ids)) if each in table]
        if title := _first(query, "title").casefold():
            rows = [row for row in rows if title in row["title"].casefold()]
        if parts[0] == "municipality" and (kind := _first(query, "region_type")):
            rows = [row for row in rows if row["type"] == kind]
        if parts[0] == "ou" and (area := _first(query, "municipality")):
            rows = [row for row in rows if row["municipality"] == area]
        return rows

    def _data(self, kind: str, parts: Sequence[str], query: Query) -> tuple[list[Any], Any]:
        given = self._dimensions(kind, parts, query)
        since = _first(query, "from_date")
        try:
            day = date.fromisoformat(since) if since else None
            years = frozenset(int(each) for each in given["year"]) if "year" in given else None
        except ValueError as error:
            raise Refused(422, {"detail": [{"type": "value_error", "msg": str(error)}]}) from None
        kpis = given.get("kpi", sorted(self._world.kpis))
        if kind == "oudata":
            return units.rows(self._world, kpis, given.get("ou"), years), list
        areas = given.get("municipality")
        if areas is None:
            areas = [*self._world.areas, *(self._world.groups if self._options.groups else ())]
        elif self._faults.take("group_rows", f"/data/{'/'.join(parts)}") is not None:
            areas = [*areas, *self._world.groups]
        if self._faults.take("unasked_rows", f"/data/{'/'.join(parts)}") is not None:
            kpis, areas, years = [*kpis, "N01951"], [*areas, "0180", "0484"], None
        seed = self._set("shuffle", "seed", self._options.seed)
        rows = Rows(self._world, self._faults, seed, day)
        return rows.rows(kpis, areas, years), rows.written

    def _dimensions(self, kind: str, parts: Sequence[str], query: Query) -> dict[str, list[str]]:
        if parts:
            names, lists = tuple(parts[::2]), parts[1::2]
            if names not in _DATA_PATHS[kind] or len(names) != len(lists):
                raise Refused(404, {"detail": "Not Found"})
            return {name: self._list(ids, name) for name, ids in zip(names, lists, strict=True)}
        given = {
            name: self._checked(
                [one for each in query[f"{name}{tail}"] for one in each.split(",")], name
            )
            for name, tail in (("kpi", "_id"), ("municipality", "_id"), ("ou", "_id"), ("year", ""))
            if query.get(f"{name}{tail}")
        }
        # As the real one does: a misspelt parameter is no error, and no answer either.
        return given if len(given) > 1 else {"kpi": []}

    def _list(self, ids: str, name: str) -> list[str]:
        return self._checked(ids.split(","), name)

    def _checked(self, ids: list[str], name: str) -> list[str]:
        if len(ids) > LONGEST_LIST:
            message = f"List should have at most {LONGEST_LIST} items after validation"
            detail = [{"type": "too_long", "loc": ["path", f"{name}_id"], "msg": message}]
            status = self._set("list_status", "status", self._options.list_status)
            raise Refused(status, {"detail": detail})
        return ids

    def _set(self, name: str, fact: str, default: int) -> int:
        """What holds: as set since the start, or as started."""
        for found in self._faults.named(name):
            return int(found[fact])
        return default

    def _page(
        self, found: list[Any], written: Any, path: str, query: Query, origin: str
    ) -> dict[str, Any]:
        page, size = _number(query, "page", 1), _number(query, "per_page", LARGEST_PAGE)
        if page < 1 or not 1 <= size <= LARGEST_PAGE:
            raise Refused(422, {"detail": [{"type": "out_of_range", "loc": ["query"]}]})
        size = min(size, self._set("page_max", "size", self._options.page_max))
        start = (page - 1) * size
        address = f"{path}?page={page}"
        overlap = start > 0 and self._faults.take("overlapping_pages", address) is not None
        values = list(written(found[start - overlap : start + size]))
        cycle = self._faults.take("page_cycle", address) is not None
        foreign = self._faults.take("foreign_next_url", address) is not None

        def link(number: int, host: str = origin) -> str:
            kept = [(name, one) for name, each in query.items() for one in each if name != "page"]
            return f"{host}/v3{quote(path, safe='/,')}?{urlencode([*kept, ('page', number)])}"

        following = link(page + 1) if start + size < len(found) else None
        if cycle:
            following = link(page)
        elif foreign:
            following = link(page + 1, "http://annanserver.example")
        return {
            "values": values,
            "count": len(values),
            "next_url": following,
            "previous_url": link(page - 1) if page > 1 else None,
        }


def _first(query: Query, name: str) -> str:
    return (query.get(name) or [""])[0]


def _number(query: Query, name: str, default: int) -> int:
    found = _first(query, name)
    if not found:
        return default
    return int(found) if found.isdecimal() else 0
