"""Whether a measure has moved since the work that steers towards it began. Never why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.charts.data import Line, Point
from indicators.charts.scales import rounded
from indicators.models import StatisticalArea
from indicators.reading.subject import Subject
from indicators.reading.words import difference, with_unit
from indicators.steering import Steering

NOT_WHY = "Siffrorna säger inte vad en förändring beror på."


@dataclass(frozen=True, slots=True)
class Steered:
    """A piece of work, and what the figures say of the time since it began."""

    steering: Steering
    said: str


def steered(
    found: Iterable[Steering],
    line: Line | None,
    subject: Subject | None,
    area: StatisticalArea | None = None,
) -> list[Steered]:
    """Each piece of work with its sentence on the area, None being the county's own."""
    return [Steered(each, moved_since(each, line, subject, area)) for each in found]


def moved_since(
    steering: Steering,
    line: Line | None,
    subject: Subject | None,
    area: StatisticalArea | None = None,
) -> str:
    """The last value up to the baseline and the latest after it, side by side."""
    known = line.known if line else ()
    if not known or subject is None:
        return "Det finns inga värden att jämföra med."
    series, since = subject.series, steering.since
    # A value that covers the year or month in which the work began was partly measured before it.
    before = [point for point in known if _begun(point, since)]
    after = [
        point
        for point in known
        if not _begun(point, since)
        and (point.month or point.year - series.span_of(area) + 1 > since.year)
    ]
    if not before:
        return f"Det finns inget värde från tiden före {since.year} att jämföra med."
    base = before[-1]
    began = (
        f"Senaste värdet när arbetet började var {with_unit(base.value, series)} ({base.period})."
    )
    if not after:
        return f"{began} Inget senare värde finns än."
    if any(base.year < cut.year <= after[-1].year for cut in subject.cuts):
        return f"{began} Metoden har ändrats sedan dess, så nyare värden kan inte jämföras."
    now = after[-1]
    gap = rounded(now.value or 0.0, series.decimals) - rounded(base.value or 0.0, series.decimals)
    if abs(gap) < 10**-series.decimals / 2:
        moved = "lika mycket"
    else:
        moved = f"{difference(gap, series)} {'högre' if gap > 0 else 'lägre'}"
    later = f"Det senaste är {with_unit(now.value, series)} ({now.period}), {moved}."
    return f"{began} {later} {NOT_WHY}"


def _begun(point: Point, since: date) -> bool:
    """Whether the period of the value had begun when the work did."""
    if point.month:
        return (point.year, point.month) <= (since.year, since.month)
    return point.year <= since.year
