"""The interface of a source of statistics, and what it hands over.

A source only reads. What is read is compared, stored and judged by `indicators.services`; a new
source is one module here that registers itself with `register`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

_Wanted = TypeVar("_Wanted")

GENDERS = ("T", "K", "M")
"""Total, women, men: the codes that values carry."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A whole year, or one month of it. Never a date: a figure concerns all of its period."""

    year: int
    month: int = 0
    """1–12, or 0 for the whole year."""

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}" if self.month else str(self.year)


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as the source gives it. `value` None is "not reported", never zero."""

    series: str
    area: str
    period: Period
    gender: str
    value: float | None
    status: str = ""
    count: int = 1
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """What the source says of a series. `levels`: K municipalities, L regions, A both."""

    external_id: str
    title: str
    description: str = ""
    levels: str = ""
    gendered: bool | None = None
    publication_date: date | None = None
    preliminary_date: date | None = None
    publication_period: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group of areas and who belongs to it now."""

    code: str
    title: str
    members: tuple[tuple[str, str], ...]
    """Pairs of area code and name."""


@dataclass(slots=True)
class Tally:
    """What a reading cost and met. The source counts while it reads."""

    requests: int = 0
    entries: int = 0
    notes: list[str] = field(default_factory=list)
    """Swedish sentences for the steward: odd answers that did not stop the reading."""


class SourceError(Exception):
    """The source could not be read. The message is a Swedish sentence for the steward."""


class SourceGone(SourceError):
    """The source's interface has been withdrawn (HTTP 410): nothing more is to be asked of it."""


class Source(Protocol):
    """A source that can be read by machine. Every method may raise `SourceError`."""

    key: str
    batch_size: int
    """The most series, and the most areas, that one reading may ask for."""

    def describe(self, series: Sequence[str], tally: Tally) -> Iterator[SeriesFacts]:
        """What the source says of each series; a series it does not know is left out."""

    def read(
        self,
        series: Sequence[str],
        areas: Sequence[str],
        years: Iterable[int],
        tally: Tally,
        *,
        since: date | None = None,
    ) -> Iterator[Reading]:
        """Every value of the series for the areas and years, in any order, each once.

        With `since`, at least what has changed from that day on; a source that cannot tell
        gives more. Ends early only by raising: when it returns, all was read. Raises ValueError
        for more than `batch_size` series or areas.
        """

    def groups(self, codes: Sequence[str], tally: Tally) -> Iterator[GroupFacts]:
        """The groups of areas with their members."""


def turns(wanted: Sequence[_Wanted], most: int) -> Iterator[Sequence[_Wanted]]:
    """What is wanted in parts of at most `most`, as even as can be.

    No part is so small that an answer without it would look like a few values that have gone.
    """
    count = -(-len(wanted) // most)
    for number in range(count):
        yield wanted[number * len(wanted) // count : (number + 1) * len(wanted) // count]


_factories: dict[str, Callable[[], Source]] = {}


def register(key: str, factory: Callable[[], Source]) -> None:
    """Make a source known by its key. Raises ValueError when the key is taken."""
    if _factories.setdefault(key, factory) is not factory:
        raise ValueError(f"two sources are called {key}")


def source(key: str) -> Source:
    """The source with this key, ready to read. Raises KeyError when there is none."""
    return _factories[key]()


def keys() -> list[str]:
    """The keys of all sources that can be read by machine."""
    return list(_factories)
