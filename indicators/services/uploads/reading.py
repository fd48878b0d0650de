"""From rows of cells to values with their places, or to the reason why a row is refused."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from indicators.forms.fields import number_of, period_of
from indicators.models import DataSeries, Gender, StatisticalArea
from indicators.periods import PeriodKind, kind_of_month, refusal, would_mix
from indicators.services.entries import out_of_range, range_in_words
from indicators.services.refresh.rows import Place
from indicators.services.uploads.areas import Areas
from indicators.services.uploads.cells import FORMULA, RawRow
from indicators.services.uploads.columns import columns_of
from indicators.services.uploads.limits import RefusedRow, UnreadableFile
from indicators.sources.base import Period

GENDERS = {
    "": Gender.TOTAL, "t": Gender.TOTAL, "totalt": Gender.TOTAL, "alla": Gender.TOTAL,
    "k": Gender.WOMEN, "kvinnor": Gender.WOMEN, "kvinna": Gender.WOMEN,
    "m": Gender.MEN, "män": Gender.MEN, "man": Gender.MEN,
}  # fmt: skip
MISSING = {"uppgift saknas", "saknas", ".."}
STEP = 5_000
"""Rows between two words about how far the reading has come."""

_NAMED = 10
_SHOWN = 40
_DECIMAL_MONTH = re.compile(r"\d{4}[.,]\d")
"""What a spreadsheet makes of 2025.10, and of 2025.1."""


@dataclass(slots=True)
class ReadRow:
    """One row as it was understood. `reason` is set when it is refused."""

    number: int
    place: Place | None = None
    value: float | None = None
    reason: str = ""
    text: str = ""


@dataclass(slots=True)
class _Decimals:
    """Which rows write decimals how; a file that does both cannot be read."""

    comma: list[int] = field(default_factory=list)
    point: list[int] = field(default_factory=list)

    def note(self, cell: Any, number: int) -> None:
        if isinstance(cell, str):
            if "," in cell:
                self.comma.append(number)
            elif "." in cell and cell not in MISSING:
                self.point.append(number)

    def check(self) -> None:
        if self.comma and self.point:
            raise UnreadableFile(
                f"Kolumnen ”värde” blandar decimalkomma (rad {_listed(self.comma)}) och "
                f"decimalpunkt (rad {_listed(self.point)}). Använd ett av dem i hela filen."
            )


class Reader:
    """Reads rows for one series. `rows` holds them afterwards, in the file's order.

    `kinds` is what the series already holds, so that a month is never put among years.
    """

    def __init__(
        self,
        series: DataSeries,
        areas: Iterable[StatisticalArea],
        today: date,
        kinds: frozenset[PeriodKind] = frozenset(),
    ) -> None:
        self.rows: list[ReadRow] = []
        self._series = series
        self._today = (today.year, today.month)
        self._kinds = kinds
        self._areas = Areas(areas)
        self._own_names = {series.external_id.lower(), series.key, series.name.lower()}
        self._columns: dict[str, int] = {}
        self._width = 0
        self._decimals = _Decimals()

    def read(self, raw: Iterator[RawRow], progress: Callable[[int], None]) -> list[ReadRow]:
        """All rows after the header. Raises UnreadableFile for what concerns the whole file."""
        header = next(raw, None)
        if header is None:
            raise UnreadableFile("Filen är tom. Välj filen med värdena och läs in den.")
        self._columns = columns_of(header)
        self._width = len(header.cells)
        for count, row in enumerate(raw, start=1):
            self.rows.append(self._row(row))
            if count % STEP == 0:
                progress(count)
        if not self.rows:
            raise UnreadableFile("Filen har bara en rubrikrad. Fyll i värden och läs in den igen.")
        self._decimals.check()
        self._check_kinds()
        self._refuse_doubles()
        progress(len(self.rows))
        return self.rows

    def _row(self, raw: RawRow) -> ReadRow:
        row = ReadRow(raw.number, text=raw.text)
        try:
            self._check_shape(raw)
            period = self._period(raw)
            row.place = (self._area(raw), period.year, period.month, self._gender(raw))
            row.value = self._value(raw)
        except RefusedRow as refusal:
            row.reason = str(refusal)
        return row

    def _check_shape(self, raw: RawRow) -> None:
        if any(cell != "" for cell in raw.cells[self._width :]):
            raise RefusedRow(
                "Raden har fler kolumner än rubrikraden. Sätt citattecken om värden med komma."
            )
        if any(self._cell(raw, key) is FORMULA for key in self._columns):
            raise RefusedRow(
                "Cellen innehåller en formel. Klistra in värdet i stället för formeln."
            )
        unit = str(self._cell(raw, "unit"))
        if unit and unit.lower() != self._series.unit.lower():
            raise RefusedRow(f"Enheten är ”{unit}”, men serien har ”{self._series.unit}”.")
        series = str(self._cell(raw, "series"))
        if series and series.lower() not in self._own_names:
            raise RefusedRow(f"Raden gäller en annan serie: ”{series}”.")

    def _cell(self, raw: RawRow, key: str) -> Any:
        position = self._columns.get(key)
        return "" if position is None or position >= len(raw.cells) else raw.cells[position]

    def _area(self, raw: RawRow) -> int:
        return self._areas.find(_plain(self._cell(raw, "code")), _plain(self._cell(raw, "area")))

    def _period(self, raw: RawRow) -> Period:
        text = _plain(self._cell(raw, "period"))
        if _DECIMAL_MONTH.fullmatch(text):
            raise RefusedRow(
                f"Perioden ”{text}” är ett tal med decimal, och då går januari och oktober inte "
                "att skilja åt. Skriv månaden som text, till exempel 2025-10."
            )
        period = period_of(text)
        if period is None:
            raise RefusedRow(f"Perioden ”{text}” ska vara ett år (2025) eller en månad (2025-03).")
        if (period.year, period.month) > self._today:
            raise RefusedRow(f"Perioden {period} har inte börjat.")
        if period.year < self._series.first_year:
            raise RefusedRow(
                f"Perioden {period} är före seriens första år, {self._series.first_year}."
            )
        if words := refusal(self._kinds, period.month):
            raise RefusedRow(words)
        return period

    def _check_kinds(self) -> None:
        """A file may give an empty series years or months, and not both."""
        found: dict[PeriodKind, list[int]] = {kind: [] for kind in PeriodKind}
        for row in self.rows:
            if row.place is not None and not row.reason:
                found[kind_of_month(row.place[2])].append(row.number)
        coming = frozenset(kind for kind, numbers in found.items() if numbers)
        if would_mix(self._kinds, coming):
            raise UnreadableFile(
                f"Filen blandar hela år (rad {_listed(found[PeriodKind.YEARS])}) och månader "
                f"(rad {_listed(found[PeriodKind.MONTHS])}). En serie har värden för hela år eller "
                "per månad, aldrig båda. Ta bort det ena slaget och läs in filen igen."
            )

    def _gender(self, raw: RawRow) -> str:
        text = str(self._cell(raw, "gender"))
        gender = GENDERS.get(text.lower())
        if gender is None:
            raise RefusedRow(f"Könet ”{text}” ska vara totalt, kvinnor eller män (T, K eller M).")
        if gender != Gender.TOTAL and not self._series.gendered:
            raise RefusedRow("Serien delas inte upp efter kön.")
        return gender.value

    def _value(self, raw: RawRow) -> float | None:
        cell = self._cell(raw, "value")
        self._decimals.note(cell, raw.number)
        missing = self._is_said(raw, "missing")
        if self._is_said(raw, "withdrawn"):
            raise RefusedRow("Källan har tagit bort värdet. Raden läses inte in.")
        if str(cell).lower() in MISSING or (missing and cell == ""):
            return None
        if missing:
            raise RefusedRow(
                "Raden har både ett värde och ”ja” under Saknas. Ta bort det som är fel."
            )
        if cell == "":
            raise RefusedRow("Värdet är tomt. Skriv ”uppgift saknas” när ingen uppgift finns.")
        value = _number(cell)
        if value is None:
            raise RefusedRow(f"Värdet ”{_short(cell)}” är inte ett tal.")
        if out_of_range(self._series, value):
            words = range_in_words(self._series)
            raise RefusedRow(
                f"Värdet {_short(cell)} är inte {words}. Kontrollera siffran och enheten."
            )
        return value

    def _is_said(self, raw: RawRow, key: str) -> bool:
        return str(self._cell(raw, key)).lower() == "ja"

    def _refuse_doubles(self) -> None:
        """Of several rows for one place nobody knows which is right: all are refused."""
        found: dict[Place, list[ReadRow]] = defaultdict(list)
        for row in self.rows:
            if row.place is not None and not row.reason:
                found[row.place].append(row)
        for same in found.values():
            # A few are enough to name: a file may hold one row a hundred thousand times.
            named = [each.number for each in same[: _NAMED + 2]]
            for row in same if len(same) > 1 else ():
                others = [number for number in named if number != row.number]
                row.reason = (
                    f"Samma område, period och kön står också på rad {_listed(others)}. "
                    "Behåll en av raderna."
                )


def _number(cell: Any) -> float | None:
    """The figure of a cell; None when it is none, or larger than any figure can be."""
    if not isinstance(cell, int | float):
        return number_of(str(cell))
    try:
        value = float(cell)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _short(cell: Any) -> str:
    text = str(cell)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _plain(cell: Any) -> str:
    """A cell as text; 2024.0, as spreadsheets store whole numbers, is 2024."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(str(each) for each in numbers[:_NAMED])
    return f"{shown} med flera" if len(numbers) > _NAMED else shown
