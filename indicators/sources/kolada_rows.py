"""From a row of Kolada's data to readings, with what is odd about it counted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from indicators.sources.base import GENDERS, Period, Reading, SourceError
from indicators.sources.fetching import number, some

_Key = tuple[str, str, int, str]
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reading asked for. Anything else in the answer is dropped."""

    series: frozenset[str]
    areas: frozenset[str]
    years: frozenset[int]


class Rows:
    """Turns rows into readings, one of each, and remembers what it dropped."""

    def __init__(self, asked: Asked, name: str) -> None:
        self._asked = asked
        self._name = name
        self._met: dict[_Key, tuple[float | None, bool]] = {}
        self._heard: set[str] = set()
        self._silent: list[str] = []
        self._groups = 0
        self._foreign: list[str] = []
        self._genders: Counter[str] = Counter()
        self._doubles = 0

    def readings(self, row: Mapping[str, Any]) -> Iterator[Reading]:
        """The values of a row. Raises SourceError when it is not built as agreed."""
        kpi, area, values = row.get("kpi"), row.get("municipality"), row.get("values")
        if not isinstance(kpi, str) or not isinstance(area, str) or not isinstance(values, list):
            self._unexpected("en rad saknar nyckeltal, område eller värden")
        year = self._year(row.get("period"), f"{kpi}/{area}")
        if not self._wanted(kpi, area, year):
            return
        self._heard.add(kpi)
        place, period = f"{kpi}/{area}/{year}", Period(year)
        for one in values:
            if not isinstance(one, dict):
                self._unexpected(f"ett värde i {place} är inte ett objekt")
            reading = self._reading(one, kpi, area, period, place)
            if reading and self._first((kpi, area, year, reading.gender), reading, place):
                yield reading

    def note_silent(self, series: Sequence[str]) -> None:
        """Remember the series that had no row at all."""
        self._silent = [kpi for kpi in series if kpi not in self._heard]

    def notes(self) -> list[str]:
        """What was odd, as sentences."""
        found = []
        if self._silent:
            found.append(
                f"{self._name} svarade utan fel men hade inga uppgifter för {some(self._silent)} "
                "i de områden och år som frågan gällde."
            )
        if self._groups:
            found.append(f"Rader för grupper som inte efterfrågats hoppades över: {self._groups}.")
        if self._foreign:
            found.append(
                f"Rader som inte efterfrågats hoppades över: {len(self._foreign)} "
                f"({some(self._foreign, 3)})."
            )
        found += [
            f"Värden med okänd könskod ”{code}” hoppades över: {count}."
            for code, count in sorted(self._genders.items())
        ]
        if self._doubles:
            found.append(f"Värden som kom två gånger räknades en gång: {self._doubles}.")
        return found

    def _reading(
        self, one: Mapping[str, Any], kpi: str, area: str, period: Period, place: str
    ) -> Reading | None:
        gender = one.get("gender")
        if gender not in GENDERS:
            self._genders[str(gender)[:10]] += 1
            return None
        try:
            value = number(one.get("value"))
        except ValueError:
            self._unexpected(f"{place} har ett värde som inte är ett tal")
        withdrawn = one.get("isdeleted") is True
        status, count = one.get("status"), one.get("count")
        return Reading(
            series=kpi,
            area=area,
            period=period,
            gender=gender,
            value=None if withdrawn else value,
            status=status if isinstance(status, str) else "",
            count=count if isinstance(count, int) else 1,
            withdrawn=withdrawn,
        )

    def _year(self, period: Any, place: str) -> int:
        """A year is a number; as text it is accepted when it is nothing but digits."""
        text = str(period)
        fits = isinstance(period, int | str) and text.isascii() and text.isdecimal()
        if not fits or int(text) not in _YEARS:
            self._unexpected(f"{place} har perioden ”{text[:20]}”")
        return int(text)

    def _wanted(self, kpi: str, area: str, year: int) -> bool:
        asked = self._asked
        if kpi in asked.series and area in asked.areas and year in asked.years:
            return True
        if area.startswith("G") and area not in asked.areas:
            self._groups += 1
        else:
            self._foreign.append(f"{kpi}/{area}/{year}")
        return False

    def _first(self, key: _Key, reading: Reading, place: str) -> bool:
        """Whether the value is met for the first time. Raises when it has become another."""
        now = (reading.value, reading.withdrawn)
        if self._met.setdefault(key, now) is now:
            return True
        if self._met[key] != now:
            raise SourceError(
                f"{self._name} gav två olika värden för {place}, {reading.gender}: uppgifterna "
                "ändrades medan de lästes."
            )
        self._doubles += 1
        return False

    def _unexpected(self, what: str) -> NoReturn:
        raise SourceError(f"{self._name} svarade i ett oväntat format: {what}.")
