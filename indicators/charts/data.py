"""What a drawing is made of, before it has any places: points, lines, breaks and targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from foundation.text.dates import MONTHS


class Role(StrEnum):
    """How a line is drawn: what is asked about, what it is compared with, and the rest."""

    OWN = "own"
    REFERENCE = "reference"
    OTHER = "other"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `value` None is "uppgift saknas": a gap, never zero."""

    year: int
    value: float | None
    month: int = 0
    preliminary: bool = False
    revised: bool = False
    synthetic: bool = False
    of: int = 0
    """How many areas a value of our own calculation is made of; 0 for a stored one."""

    @property
    def at(self) -> float:
        """Where on the axis of time: the year, or a month's part of it."""
        return self.year + (self.month - 1) / 12 if self.month else float(self.year)

    @property
    def period(self) -> str:
        """The period as people read it."""
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)

    @property
    def when(self) -> str:
        """The period in a sentence: «år 2025» or «i april 2025»."""
        return f"i {MONTHS[self.month - 1]} {self.year}" if self.month else f"år {self.year}"


@dataclass(frozen=True)
class Line:
    """One area's, or one gender's, values in order of time."""

    label: str
    points: tuple[Point, ...]
    role: Role = Role.PEER
    marker: str = ""
    """circle, square or diamond, where lines are told apart by their markers."""

    @cached_property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def latest(self) -> Point | None:
        """The last point that has a value."""
        return self.known[-1] if self.known else None

    @cached_property
    def synthetic(self) -> bool:
        """True when any value is made up."""
        return any(point.synthetic for point in self.points)


@dataclass(frozen=True, slots=True)
class Cut:
    """A break in method: values before `year` are not to be compared with those from it on."""

    year: int
    note: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A value to reach in a year; only proposed until it has been decided."""

    year: int
    value: float
    decided: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What the values are: the unit in words, and how they are written."""

    unit: str
    decimals: int = 1
    lowest: float | None = None
    highest: float | None = None

    @property
    def percent(self) -> bool:
        """True when the unit is the percent sign."""
        return self.unit == "%"


SOME_INVENTED = "påhittade siffror"
ALL_INVENTED = "alla siffror i bilden är påhittade"


def invented(each_line: Iterable[bool]) -> str:
    """What the key says of a picture whose lines, or marks, are made up or not; or nothing."""
    found = list(each_line)
    if not any(found):
        return ""
    return ALL_INVENTED if all(found) else SOME_INVENTED


def periods(lines: Iterable[Line]) -> list[tuple[int, int]]:
    """Every period that any of the lines has a value for: the years that were measured at all."""
    return sorted({(point.year, point.month) for line in lines for point in line.known})


def runs(line: Line, measured: list[tuple[int, int]], cuts: Iterable[Cut]) -> list[list[Point]]:
    """The line in unbroken pieces.

    It breaks where a measured period has no value for it, and where the method changed. A year
    in which nobody was measured breaks nothing.
    """
    known = {(point.year, point.month): point for point in line.known}
    pieces: list[list[Point]] = []
    piece: list[Point] = []
    breaks = sorted(cut.year for cut in cuts)
    for period in measured:
        point = known.get(period)
        if point is None or (piece and any(piece[-1].year < year <= point.year for year in breaks)):
            pieces.append(piece)
            piece = []
        if point is not None:
            piece.append(point)
    pieces.append(piece)
    return [each for each in pieces if each]
