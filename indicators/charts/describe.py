"""What a picture shows, said in words for those who cannot see it. Never that it is a picture."""

from collections.abc import Iterable, Mapping, Sequence

from foundation.text.lists import listed
from indicators.charts.data import Cut, Goal, Line, Measured, Role, periods
from indicators.charts.multiples import Multiples
from indicators.charts.scales import amount
from indicators.charts.spread import SpreadChart

SYNTHETIC = "inte från någon källa"


def of_lines(
    lines: Sequence[Line], measured: Measured, cuts: Iterable[Cut] = (), goals: Iterable[Goal] = ()
) -> str:
    """The course of what is asked about, what it is compared with, and what is missing."""
    said = [_invented({line.label: line.synthetic for line in lines if line.known})]
    said.append(f"Enhet: {_unit(measured)}.")
    said += [_course(line, measured) for line in lines if line.role == Role.OWN]
    said += [_now(line, measured) for line in lines if line.role in {Role.REFERENCE, Role.OTHER}]
    peers = [line for line in lines if line.role == Role.PEER and line.latest]
    if peers:
        said.append(_peers(peers, measured))
    said += [_gaps(line, lines) for line in lines if line.role == Role.OWN]
    said += [f"Brott i serien {cut.year}: {cut.note}" for cut in cuts]
    said += [
        f"{'Beslutat mål' if goal.decided else 'Förslag till mål'} {goal.year}: "
        f"{_with(goal.value, measured)}."
        for goal in goals
    ]
    return " ".join(part for part in said if part)


def of_multiples(chart: Multiples) -> str:
    """Each kommun's own course in a sentence."""
    drawn = [line for line in (*chart.lines, chart.behind) if line and line.known]
    said = [_invented({line.label: line.synthetic for line in drawn})]
    said.append(f"Enhet: {_unit(chart.measured)}. Samma skala för alla.")
    said += [_course(line, chart.measured) for line in chart.lines]
    if chart.behind:
        said.append(_now(chart.behind, chart.measured))
    return " ".join(part for part in said if part)


def of_spread(chart: SpreadChart) -> str:
    """The ends, the middle, and who has no value."""
    known = chart.known
    said = [_invented({mark.label: mark.synthetic for mark in chart.drawn})]
    kind = chart.measured
    if known:
        values = {mark.label: mark.value or 0.0 for mark in known}
        low, high = min(values.values()), max(values.values())
        said.append(f"{chart.period}: {_span(values, low, high, kind, ' i ')}.")
    if chart.middle is not None:
        said.append(f"Median: {_with(chart.middle, kind)}.")
    if chart.reference and chart.reference.value is not None:
        said.append(f"{chart.reference.label}: {_with(chart.reference.value, kind)}.")
    missing = [mark.label for mark in chart.marks if mark.value is None]
    if missing:
        said.append(f"Uppgift saknas: {', '.join(missing)}.")
    return " ".join(part for part in said if part)


def _invented(drawn: Mapping[str, bool]) -> str:
    """Whose figures are made up: everybody's, or those named."""
    if not any(drawn.values()):
        return ""
    if all(drawn.values()):
        return f"Alla siffror är påhittade, {SYNTHETIC}."
    names = ", ".join(label for label, synthetic in drawn.items() if synthetic)
    return f"Påhittade siffror, {SYNTHETIC}: {names}."


def _course(line: Line, measured: Measured) -> str:
    known = line.known
    if not known:
        return f"{line.label}: uppgift saknas."
    first, last = known[0], known[-1]
    if first == last:
        return f"{line.label}: {_with(last.value or 0, measured)} ({last.period})."
    values = {point: point.value or 0.0 for point in known}
    low, high = min(known, key=values.__getitem__), max(known, key=values.__getitem__)
    text = (
        f"{line.label}: från {_with(first.value or 0, measured)} ({first.period}) "
        f"till {_with(last.value or 0, measured)} ({last.period})"
    )
    ends = {_with(point.value or 0, measured) for point in (first, last)}
    extremes = [
        f"{word} {_with(point.value or 0, measured)} ({point.period})"
        for word, point in (("lägst", low), ("högst", high))
        if _with(point.value or 0, measured) not in ends
    ]
    return f"{text}{', ' if extremes else ''}{', '.join(extremes)}."


def _now(line: Line, measured: Measured) -> str:
    latest = line.latest
    if latest is None:
        return f"{line.label}: uppgift saknas."
    return f"{line.label}: {_with(latest.value or 0, measured)} ({latest.period})."


def _peers(peers: Sequence[Line], measured: Measured) -> str:
    """The rest in a line: only those that have a value for the same period are set side by side."""
    last = max((line.latest.year, line.latest.month) for line in peers if line.latest)
    there = {
        line.label: point.value
        for line in peers
        for point in line.known
        if (point.year, point.month) == last and point.value is not None
    }
    low, high = min(there.values()), max(there.values())
    period = f"{last[0]}-{last[1]:02}" if last[1] else str(last[0])
    if not list(there)[1:]:
        return f"{next(iter(there))}: {_with(low, measured)} ({period})."
    return f"Övriga {period}: {_span(there, low, high, measured)}."


def _span(
    values: Mapping[str, float], low: float, high: float, measured: Measured, joint: str = ""
) -> str:
    """«från 1 (A) till 3 (B och C)», or the one value that all have."""
    top = _end(values, high, measured, joint)
    if _with(low, measured) == _with(high, measured):
        return top
    return f"från {_end(values, low, measured, joint)} till {top}"


def _end(values: Mapping[str, float], at: float, measured: Measured, joint: str = "") -> str:
    """The lowest or highest value, and everybody who has it as it is written.

    In parentheses, or after `joint`.
    """
    written = _with(at, measured)
    names = listed(name for name, value in values.items() if _with(value, measured) == written)
    return f"{written}{joint}{names}" if joint else f"{written} ({names})"


def _gaps(line: Line, lines: Sequence[Line]) -> str:
    known = {(point.year, point.month) for point in line.known}
    if not known:
        return ""
    inside = [each for each in periods(lines) if min(known) < each and each not in known]
    told = {(point.year, point.month) for point in line.points} - known
    missing = sorted({*inside, *told})
    if not missing:
        return ""
    words = [f"{year}-{month:02}" if month else str(year) for year, month in missing]
    return f"{line.label} saknar uppgift för {', '.join(words)}."


def _unit(measured: Measured) -> str:
    return "procent" if measured.percent else measured.unit or "inte angiven"


def _with(value: float, measured: Measured) -> str:
    number = amount(value, measured.decimals)
    return f"{number}\u00a0%" if measured.percent else number
