"""What storing hands between its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from indicators.models import Provenance
from indicators.sources.base import Reading

Place = tuple[int, int, int, str]
"""(area, year, month, gender) within a series."""


class Row(NamedTuple):
    """One value on its way into the table. `held` rows only say that the place was met."""

    area_id: int
    year: int
    month: int
    gender: str
    value: float | None
    status: str
    members: int
    preliminary: bool
    withdrawn: bool
    provenance: str
    held: bool = False

    @property
    def place(self) -> Place:
        """Where the value belongs."""
        return self[:4]

    def as_held(self) -> "Row":
        """The same, not to be stored."""
        return self._replace(held=True)

    def of_extract(self) -> "Row":
        """The same, known to be a real figure of an older extract."""
        return self._replace(provenance=str(Provenance.EXTRACT))


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for. `complete`: all of it was read, so what is absent is gone."""

    areas: Mapping[str, int]
    """Area code -> our id."""
    first_year: int
    last_year: int
    today: date
    complete: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A value that was not believed, and why."""

    reading: Reading
    place: Place
    value: float
    provenance: str
    reason: str


@dataclass(slots=True)
class Judged:
    """The readings of one series, sorted into what is stored, what is held, and what is said."""

    rows: list[Row] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing a series came to."""

    values: int = 0
    inserted: int = 0
    revised: int = 0
    withdrawn: int = 0
    missing: int = 0
    quarantined: int = 0
    returned: int = 0
    changed: bool = False
    notes: tuple[str, ...] = ()
