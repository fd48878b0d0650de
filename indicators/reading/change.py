"""How a value has changed, and how sure one can be, in words. Nothing is called good or bad."""

from itertools import pairwise

from indicators.charts.data import Line, Point
from indicators.charts.scales import rounded
from indicators.models import DataSeries
from indicators.reading.words import difference, with_unit, years_together

FEW = 4
"""With fewer earlier changes than this, nothing is said of how large they have been."""
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
        return ["Det finns inget tidigare värde att jämföra med."]
    said = [_moved(earlier, latest, series)]
    if span > 1:
        said.append(
            f"Varje värde avser {years_together(span)}. Därför jämförs med {earlier.period}, så "
            "att åren inte överlappar."
        )
    else:
        said.append(_usual(line, latest, series, cut_years))
    if latest.preliminary:
        said.append("Det senaste värdet kan vara preliminärt.")
    return [*filter(None, said), NO_MARGIN]


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
        return f"Värdet är detsamma som {earlier.period}."
    word = "högre" if gap > 0 else "lägre"
    return f"Det är {difference(gap, series)} {word} än {earlier.period} ({before})."


def _usual(line: Line, latest: Point, series: DataSeries, cut_years: tuple[int, ...]) -> str:
    points = [point for point in line.known if point.at <= latest.at]
    changes = [
        abs((later.value or 0.0) - (before.value or 0.0))
        for before, later in pairwise(points)
        if not any(before.year < cut <= later.year for cut in cut_years)
    ]
    if len(changes) <= FEW:
        return "Det finns för få år för att säga om en sådan förändring är större än vanligt."
    largest, last = max(changes[:-1]), changes[-1]
    if not rounded(last, series.decimals):
        return ""
    most = difference(largest, series)
    if rounded(last, series.decimals) > rounded(largest, series.decimals):
        return f"Så mycket har värdet inte ändrats förut: som mest {most} mellan två mätningar."
    return f"Så stora ändringar har förekommit förut: som mest {most} mellan två mätningar."
