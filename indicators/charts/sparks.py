"""A line the size of a word, for lists."""

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indicators.charts.data import Cut, Line, Measured, periods, runs
from indicators.charts.lettering import clean
from indicators.charts.paper import Dot, Stroke, path
from indicators.charts.scales import Scale, amount

WIDTH, HEIGHT, PAD = 132.0, 36.0, 6.0
LONG = 2
"""More than so many usual steps between two values is a gap."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A finished sparkline; `description` says from what to what."""

    description: str
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    synthetic: bool
    width: float = WIDTH
    height: float = HEIGHT


def draw_spark(line: Line, measured: Measured, cuts: tuple[Cut, ...] = ()) -> Spark | None:
    """The line alone on a scale of its own, or None without values."""
    known = line.known
    if not known:
        return None
    values = [point.value for point in known if point.value is not None]
    times = periods([line])
    x = Scale(known[0].at, known[-1].at, PAD, WIDTH - PAD)
    low, high = min(values), max(values)
    y = Scale(low, high, HEIGHT - PAD, PAD)
    strokes = tuple(
        Stroke(
            path((x(p.at), y(p.value)) for p in piece if p.value is not None),
            "act",
            2,
            "",
            line.synthetic,
        )
        for piece in runs(line, _steady(line, times), cuts)
    )
    end = known[-1]
    dot = Dot(x(end.at), y(values[-1]), "act", r=3, open=end.preliminary)
    return Spark(clean(spark_words(line, measured)), strokes, (dot,), line.synthetic)


def _steady(line: Line, known: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The measured periods as far as one line alone can tell.

    A value is missing where the line says so, and where far more time has passed than usual.
    """
    told = {(point.year, point.month) for point in line.points}
    steps = [after.at - before.at for before, after in pairwise(line.known)]
    usual = median(steps) if steps else 0
    for before, step in zip(line.known, steps, strict=False):
        if step > LONG * usual:
            told.add((before.year + 1, before.month))
    return sorted({*known, *told})


def spark_words(line: Line, measured: Measured) -> str:
    """From what to what, in words."""
    first, last = line.known[0], line.known[-1]
    synthetic = "Påhittade siffror. " if line.synthetic else ""
    then, now = (amount(p.value or 0, measured.decimals) for p in (first, last))
    if first == last:
        return f"{synthetic}{line.label}: {now} ({last.period})."
    return f"{synthetic}{line.label}: från {then} ({first.period}) till {now} ({last.period})."
