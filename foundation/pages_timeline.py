"""Layout of the drawn timeline: years as columns, threads with knots, reforms as flags.

Everything is arithmetic on dates; the template only writes the numbers down. Units are those
of the drawing's own coordinate system (a viewBox 1120 wide), so that it scales with the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

WIDTH = 1120
LABELS = 300
RIGHT = 12
FLAG_ROW = 24
YEAR_ROW = 34
THREAD_ROW = 44
BOTTOM = 16
FLAG_CHARACTER = 7.4
FLAG_GAP = 18


@dataclass(frozen=True)
class Knot:
    """A step on a thread. `when` says the date in words where less than the day is known."""

    day: date
    label: str
    state: Literal["done", "current", "coming", "crossed"] = "done"
    when: str = ""


@dataclass(frozen=True)
class ThreadLine:
    """One satsning: its knots in order, and how far it is planned to go (None: not known)."""

    title: str
    knots: tuple[Knot, ...]
    url: str = ""
    planned_until: date | None = None


@dataclass(frozen=True)
class Flag:
    """Something from outside that the plan has to mind: a reform, a law. `when` as for a knot."""

    day: date
    label: str
    url: str = ""
    when: str = ""


@dataclass(frozen=True)
class PlacedYear:
    """A year's left edge, and where its number stands."""

    year: int
    x: float
    middle: float


@dataclass(frozen=True)
class PlacedKnot:
    """A knot and its place on the thread."""

    x: float
    knot: Knot


@dataclass(frozen=True)
class PlacedThread:
    """A thread: what has been (solid) and what is planned (dotted), as pairs of x."""

    line: ThreadLine
    y: float
    solid: tuple[float, float] | None
    dotted: tuple[float, float] | None
    knots: tuple[PlacedKnot, ...]
    title_lines: tuple[str, ...]


@dataclass(frozen=True)
class PlacedFlag:
    """A flag and its words, turned to the left where the paper ends."""

    flag: Flag
    x: float
    y: float
    anchor: Literal["start", "end"]
    text_x: float


@dataclass(frozen=True)
class YearsDrawing:
    """The drawing as numbers, and the same content in words for the list beside it."""

    id: str
    title: str
    description: str
    height: float
    head: float
    years: tuple[PlacedYear, ...]
    threads: tuple[PlacedThread, ...]
    flags: tuple[PlacedFlag, ...]
    today_x: float | None
    width: float = WIDTH
    labels: float = LABELS
    right: float = WIDTH - RIGHT


def draw_years(
    *,
    threads: Sequence[ThreadLine],
    flags: Iterable[Flag] = (),
    today: date,
    title: str,
    description: str,
    first_year: int | None = None,
    last_year: int | None = None,
    element_id: str = "tidslinje",
) -> YearsDrawing:
    """Lay the timeline out. Without years given they are taken from the content and today."""
    flags = sorted(flags, key=lambda flag: flag.day)
    days = [knot.day for line in threads for knot in line.knots]
    days += [line.planned_until for line in threads if line.planned_until]
    days += [flag.day for flag in flags] + [today]
    first = first_year or min(day.year for day in days)
    last = max(last_year or max(day.year for day in days), first)
    scale = _Scale(first, last)

    placed_flags = _place_flags([flag for flag in flags if first <= flag.day.year <= last], scale)
    rows = 1 + max((flag_row for _flag, flag_row in placed_flags), default=-1)
    head = rows * FLAG_ROW + YEAR_ROW
    return YearsDrawing(
        id=element_id,
        title=title,
        description=description,
        height=head + len(threads) * THREAD_ROW + BOTTOM,
        head=head,
        years=tuple(
            PlacedYear(year, scale.x(date(year, 1, 1)), scale.x(date(year, 7, 2)))
            for year in range(first, last + 1)
        ),
        threads=tuple(
            _place_thread(line, head + (index + 0.5) * THREAD_ROW, scale, today)
            for index, line in enumerate(threads)
        ),
        flags=tuple(_flag_at(flag, (row + 0.5) * FLAG_ROW, scale) for flag, row in placed_flags),
        today_x=scale.x(today) if first <= today.year <= last else None,
    )


class _Scale:
    """Days to x. Every year is equally wide, leap year or not."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
        self.year_width = (WIDTH - RIGHT - LABELS) / (last - first + 1)

    def x(self, day: date) -> float:
        length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
        part = (day - date(day.year, 1, 1)).days / length
        x = LABELS + (day.year - self.first + part) * self.year_width
        return round(min(max(x, LABELS), WIDTH - RIGHT), 1)


def _place_thread(line: ThreadLine, y: float, scale: _Scale, today: date) -> PlacedThread:
    knots = sorted(line.knots, key=lambda knot: knot.day)
    taken = [knot.day for knot in knots if knot.state in {"done", "current", "crossed"}]
    ahead = [knot.day for knot in knots] + ([line.planned_until] if line.planned_until else [])
    solid = dotted = None
    if taken:
        # A thread that goes on is drawn to today; one that is finished or broken off, to its end.
        latest = max(taken)
        until = latest if knots[-1].state == "crossed" else max(latest, min(today, max(ahead)))
        solid = (scale.x(min(taken)), scale.x(until))
        if max(ahead) > until:
            dotted = (scale.x(until), scale.x(max(ahead)))
    elif ahead:
        dotted = (scale.x(min(ahead)), scale.x(max(ahead)))
    return PlacedThread(
        line=line,
        y=y,
        solid=solid,
        dotted=dotted,
        knots=tuple(PlacedKnot(scale.x(knot.day), knot) for knot in knots),
        title_lines=_wrap(line.title),
    )


def _wrap(title: str, width: int = 36) -> tuple[str, ...]:
    """At most two lines beside the thread; what does not fit is in the list below."""
    if len(title) <= width:
        return (title,)
    first, rest = "", title
    for word in title.split():
        if len(f"{first} {word}".strip()) > width:
            break
        first = f"{first} {word}".strip()
    rest = title[len(first) :].strip()
    return (first, rest if len(rest) <= width else f"{rest[: width - 1].rstrip()}…")


def _place_flags(flags: Sequence[Flag], scale: _Scale) -> list[tuple[Flag, int]]:
    """Give each flag the first row where its words do not run into the one before."""
    ends: list[float] = []
    placed = []
    for flag in flags:
        start, end = _extent(flag, scale)
        row = next((i for i, taken in enumerate(ends) if taken + FLAG_GAP <= start), len(ends))
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = end
        placed.append((flag, row))
    return placed


def _extent(flag: Flag, scale: _Scale) -> tuple[float, float]:
    x, length = scale.x(flag.day), len(flag.label) * FLAG_CHARACTER + 14
    return (x - length, x) if x + length > WIDTH - RIGHT else (x, x + length)


def _flag_at(flag: Flag, y: float, scale: _Scale) -> PlacedFlag:
    x = scale.x(flag.day)
    turned = _extent(flag, scale)[1] == x
    return PlacedFlag(flag, x, y, "end" if turned else "start", x - 12 if turned else x + 12)
