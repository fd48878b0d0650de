"""A chart from values to SVG, against a bare Django template that writes the same points.

The bare template is given finished coordinates and writes one line and one mark per point, as a
hand-written chart would: no scales, no ticks, no labels that keep clear of each other, no words.
Each round measures both, so that both meet the same machine. Needs no database.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from django.template import engines

from indicators.charts.data import Line, Measured, Point, Role
from indicators.charts.describe import of_lines
from indicators.charts.lines import LineChart, draw_lines
from indicators.charts.multiples import Multiples, draw_multiples
from indicators.charts.paper import WIDE, Drawing, Sheet
from indicators.charts.render import LARGEST, Figure, inline
from indicators.charts.scales import Scale

ROUNDS = 15
REPEATS = 5
BAR = 1.25
YEARS = range(2010, 2026)
KOMMUNER = 10
PERCENT = Measured("%", 1, 0, 100)
BARE = (
    "{% load l10n %}{% localize off %}<svg>{% for line in lines %}"
    '<polyline points="{% for x, y in line %}{{ x }},{{ y }} {% endfor %}"/>'
    '{% for x, y in line %}<circle cx="{{ x }}" cy="{{ y }}" r="3"/>{% endfor %}'
    "{% endfor %}</svg>{% endlocalize %}"
)


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` (median of the rounds), `bar` and `rounds`."""
    lines = _lines()
    template = engines["django"].from_string(BARE)
    places = {"lines": [_places(line) for line in lines]}
    cases: dict[str, Callable[[], str]] = {
        f"Chart, {len(lines)} lines × {len(YEARS)} years": lambda: _line_chart(lines),
        f"Small multiples, {len(lines)} kommuner × {len(YEARS)} years": lambda: _squares(lines),
    }
    ratios: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        bare = _seconds(lambda: template.render(places))
        for name, work in cases.items():
            ratios[name].append(_seconds(work) / bare)
    rows: list[dict[str, Any]] = [
        {
            "name": f"{name}, to a bare template",
            "ratio": median(found),
            "bar": BAR,
            "rounds": rounds,
        }
        for name, found in ratios.items()
    ]
    largest = max(len(work().encode()) for work in cases.values())
    size = {"name": "Largest of these pictures, of 30 kB", "ratio": largest / LARGEST, "bar": 1.0}
    return [*rows, size | {"rounds": 1}]


def _lines() -> tuple[Line, ...]:
    def values(place: int) -> tuple[Point, ...]:
        return tuple(Point(year, 40 + place * 3 + (year * (place + 3)) % 11) for year in YEARS)

    roles = [Role.OWN, *[Role.PEER] * (KOMMUNER - 2), Role.REFERENCE]
    return tuple(Line(f"Kommun {place}", values(place), role) for place, role in enumerate(roles))


def _places(line: Line) -> list[tuple[float, float]]:
    x, y = Scale(YEARS[0], YEARS[-1], 40, 700), Scale(0, 100, 340, 20)
    return [(x(point.at), y(point.value or 0)) for point in line.points]


def _line_chart(lines: tuple[Line, ...]) -> str:
    chart = LineChart(lines, PERCENT, "Kommunerna", of_lines(lines, PERCENT))
    return _drawn(lambda sheet: draw_lines(chart, sheet))


def _squares(lines: tuple[Line, ...]) -> str:
    chart = Multiples(lines, PERCENT, "Kommunerna", of_lines(lines, PERCENT), lines[-1])
    return _drawn(lambda sheet: draw_multiples(chart, sheet))


def _drawn(draw: Callable[[Sheet], Drawing | None]) -> str:
    return inline(Figure("bench", "Kommunerna", draw), sheets=[WIDE])


def _seconds(work: Callable[[], Any]) -> float:
    begun = perf_counter()
    for _ in range(REPEATS):
        work()
    return perf_counter() - begun
