"""How a value has changed, and how sure one can be, in words. Nothing is called good or bad."""

from itertools import pairwise
from typing import NamedTuple

from indicators.charts.data import Line, Point
from indicators.charts.scales import rounded
from indicators.models import DataSeries
from indicators.reading.words import difference, with_unit, years_together

FEW = 4
"""With fewer earlier changes than this, nothing is said of how large they have been."""
SAME = "Värdet är detsamma som"
NO_MARGIN = "Källan anger ingen felmarginal, så en liten skillnad kan bero på slumpen."


def change_words(
    line: Line, series: DataSeries, cut_years: tuple[int, ...] = (), *, span: int | None = None
) -> list[str]:
    """Sentences on the latest change, its size against earlier ones, and its limits.

    `span` is how many years a value of this line covers, where the series alone cannot say.
    """
    known = line.known
    latest = known[-1] if known else None
    if latest is None:
        return []
    span = span or series.span_of(None)
    earlier = _comparable(line, latest, span, cut_years)
    if earlier is None:
        if any(cut <= latest.year for cut in cut_years) and known[1:]:
            return ["Metoden har ändrats, så det senaste värdet kan inte jämföras bakåt."]
        return [_overlapping(known)]
    said = [_moved(earlier, latest, series)]
    if earlier.of != latest.of:
        said.append(
            f"Medianen är av {earlier.of} kommuner {earlier.period} och av {latest.of} kommuner "
            f"{latest.period}, så en del av ändringen kan bero på det."
        )
    if span > 1:
        said.append(
            f"Varje värde avser {years_together(span)}. Därför jämförs med {earlier.period}, så "
            "att åren inte överlappar."
        )
    else:
        said.append(_usual(line, latest, series, cut_years))
    if latest.preliminary:
        said.append("Det senaste värdet kan vara preliminärt.")
    same = said[0].startswith(SAME)
    return [*filter(None, said), *([] if same else [NO_MARGIN])]


def _overlapping(known: tuple[Point, ...]) -> str:
    """Why there is nothing to compare with: no other value, or only some that share its years."""
    before = known[:-1]
    if not before:
        return "Det finns inget tidigare värde att jämföra med."
    which = (
        before[0].period if before[0] == before[-1] else f"{before[0].period}–{before[-1].period}"
    )
    some = f"De tidigare värdena ({which})" if before[1:] else f"Det tidigare värdet ({which})"
    return f"{some} avser delvis samma år som det senaste och kan därför inte jämföras med det."


def _comparable(line: Line, latest: Point, span: int, cut_years: tuple[int, ...]) -> Point | None:
    """The last earlier value whose years do not overlap and that the same method gave."""
    before = [
        point
        for point in line.known
        if _steps(point, latest) >= span
        and not any(point.year < cut <= latest.year for cut in cut_years)
    ]
    return before[-1] if before else None


def _steps(point: Point, latest: Point) -> float:
    """Years between two values; a month apart counts as one step for monthly values."""
    if point.month or latest.month:
        return (latest.year - point.year) * 12 + latest.month - point.month
    return latest.year - point.year


def _moved(earlier: Point, latest: Point, series: DataSeries) -> str:
    then, now = earlier.value or 0.0, latest.value or 0.0
    gap = rounded(now, series.decimals) - rounded(then, series.decimals)
    before = with_unit(then, series)
    if abs(gap) < 10**-series.decimals / 2:
        return f"{SAME} {earlier.period}."
    word = "högre" if gap > 0 else "lägre"
    return f"Det är {difference(gap, series)} {word} än {earlier.period} ({before})."


class _Change(NamedTuple):
    """How much a value moved, and over how many steps of time."""

    steps: float
    size: float


def _usual(line: Line, latest: Point, series: DataSeries, cut_years: tuple[int, ...]) -> str:
    """The last change beside earlier ones over as long a time: two years move more than one."""
    points = [point for point in line.known if point.at <= latest.at]
    changes = [
        _Change(_steps(before, later), abs((later.value or 0.0) - (before.value or 0.0)))
        for before, later in pairwise(points)
        if not any(before.year < cut <= later.year for cut in cut_years)
    ]
    last = changes[-1]
    if len(changes) > FEW and not rounded(last.size, series.decimals):
        return ""
    earlier = [change.size for change in changes[:-1] if change.steps == last.steps]
    if len(earlier) < FEW:
        return "Det finns för få år för att säga om en sådan förändring är större än vanligt."
    largest = max(earlier)
    most = difference(largest, series)
    if rounded(last.size, series.decimals) > rounded(largest, series.decimals):
        return f"Så mycket har värdet inte ändrats förut: som mest {most} mellan två mätningar."
    return f"Så stora ändringar har förekommit förut: som mest {most} mellan två mätningar."
