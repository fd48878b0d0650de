"""What of a reading may be stored, what is held back, and what is refused with a note."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isclose
from sys import float_info

from foundation.text.numbers import number
from indicators import provenance
from indicators.models import DataSeries, Provenance
from indicators.services.refresh.digest import preliminary_period
from indicators.services.refresh.rows import Held, Judged, Place, Row, Scope
from indicators.sources.base import GENDERS, Reading, SourceError

TOLERANCE = 1e-9
"""Two values nearer than this are the same: a source's precision varies by year."""

_MONTHS = range(13)
_EARLIEST = 1900
_STATUS_LENGTH = 20
_COUNT_MOST = 32767


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a series before it is judged."""

    accepted: Mapping[Place, Sequence[float]] = field(default_factory=dict)
    """Values outside the range that a person has accepted."""
    dismissed: Mapping[Place, Sequence[float]] = field(default_factory=dict)
    holds_real: bool = False
    """Whether any value stored is real, not invented."""


def judge(series: DataSeries, readings: Sequence[Reading], scope: Scope, known: Known) -> Judged:
    """Sort the readings of one series. Raises SourceError when they contradict themselves."""
    return _Judge(series, scope, known).judged(readings)


def same(one: float | None, other: float | None) -> bool:
    """True when the values are the same within the tolerance."""
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=0, abs_tol=TOLERANCE)


class _Judge:
    def __init__(self, series: DataSeries, scope: Scope, known: Known) -> None:
        self._series, self._scope, self._known = series, scope, known
        self._lowest = -float_info.max if series.lowest is None else series.lowest
        self._highest = float_info.max if series.highest is None else series.highest
        self._origin = provenance.of_source(series.source_key)
        self._compares = self._origin == Provenance.DEMO and provenance.knows_extracts()
        self._preliminary = preliminary_period(series, scope)
        self._refused: Counter[str] = Counter()

    def judged(self, readings: Sequence[Reading]) -> Judged:
        """The readings sorted, with a sentence for each kind of thing that was refused."""
        found = Judged()
        met: dict[Place, Reading] = {}
        for reading in readings:
            place = self._place(reading)
            if place is None:
                continue
            first = met.setdefault(place, reading)
            if first is not reading:
                self._same_again(first, reading)
                continue
            self._sort(reading, place, found)
        if self._compares:
            self._part_real_from_invented(readings, found)
        elif self._origin == Provenance.DEMO and self._known.holds_real:
            self._refuse_invented(found)
        found.notes += [f"{what}: {count}." for what, count in sorted(self._refused.items())]
        return found

    def _place(self, reading: Reading) -> Place | None:
        """Where the value belongs; None when there is no such place here."""
        area = self._scope.areas.get(reading.area)
        year, month = reading.period.year, reading.period.month
        if area is None:
            self._refused["Värden för okända områden togs inte emot"] += 1
        elif year > self._scope.last_year:
            self._refused["Värden för år som inte har varit togs inte emot"] += 1
        elif year < _EARLIEST or month not in _MONTHS or reading.gender not in GENDERS:
            self._refused["Värden med okänd period eller okänt kön togs inte emot"] += 1
        else:
            return area, year, month, reading.gender
        return None

    def _same_again(self, first: Reading, second: Reading) -> None:
        if first.withdrawn != second.withdrawn or not same(first.value, second.value):
            raise SourceError(
                f"Källan gav två olika värden för {second.series}, område {second.area}, "
                f"{second.period}, {second.gender}. Inget av serien har ändrats."
            )
        self._refused["Värden som kom två gånger räknades en gång"] += 1

    def _sort(self, reading: Reading, place: Place, found: Judged) -> None:
        value = reading.value
        if value is not None and not self._lowest <= value <= self._highest:
            if value != value or abs(value) > float_info.max:  # noqa: PLR0124 - only NaN differs
                self._refused["Värden som inte är tal togs inte emot"] += 1
                found.rows.append(self._row(reading, place, held=True))
                return
            if not _among(value, self._known.accepted.get(place, ())):
                found.rows.append(self._row(reading, place, held=True))
                if _among(value, self._known.dismissed.get(place, ())):
                    self._refused["Värden som någon har avvisat togs inte emot igen"] += 1
                else:
                    found.held.append(
                        Held(reading, place, value, str(self._origin), self._reason())
                    )
                return
        found.rows.append(self._row(reading, place))

    def _row(self, reading: Reading, place: Place, *, held: bool = False) -> Row:
        status = reading.status
        if status:
            status = status.replace("\x00", "")[:_STATUS_LENGTH]
        return Row(
            *place,
            reading.value,
            status,
            min(max(reading.count, 0), _COUNT_MOST),
            bool(self._preliminary) and str(reading.period) == self._preliminary,
            reading.withdrawn,
            str(self._origin),
            held,
        )

    def _reason(self) -> str:
        lowest, highest = self._series.lowest, self._series.highest
        if lowest is not None and highest is not None:
            return f"Utanför {_short(lowest)}–{_short(highest)}"
        if lowest is not None:
            return f"Under {_short(lowest)}"
        return f"Över {_short(highest)}" if highest is not None else ""

    def _part_real_from_invented(self, readings: Sequence[Reading], found: Judged) -> None:
        """Mark the figures of a known extract; a series that has any takes no invented ones."""
        real = self._extract(readings)
        if not real and not self._known.holds_real:
            return
        rows, refused = [], 0
        for row in found.rows:
            if row.value is None or row.place in real:
                rows.append(row.of_extract())
            else:
                refused += 1
                rows.append(row.as_held())
        found.rows = rows
        found.held = [
            replace(held, provenance=str(Provenance.EXTRACT))
            for held in found.held
            if held.place in real
        ]
        self._note_invented(refused)

    def _extract(self, readings: Sequence[Reading]) -> set[Place]:
        return {
            (self._scope.areas[r.area], r.period.year, r.period.month, r.gender)
            for r in readings
            if r.value is not None
            and not r.period.month
            and r.area in self._scope.areas
            and provenance.in_extract(r.series, r.area, r.period.year, r.gender, r.value)
        }

    def _refuse_invented(self, found: Judged) -> None:
        found.rows, found.held = [row.as_held() for row in found.rows], []
        self._note_invented(len(found.rows))

    def _note_invented(self, refused: int) -> None:
        if refused:
            self._refused["Påhittade värden togs inte emot, för serien har riktiga"] += refused


def _short(limit: float) -> str:
    """A limit without decimals that say nothing."""
    return number(limit, 0) if limit.is_integer() else number(limit)


def _among(value: float, others: Sequence[float]) -> bool:
    return any(same(value, other) for other in others)
