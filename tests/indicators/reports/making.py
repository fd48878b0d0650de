"""What a report is made of: figures of several kinds, gaps, caveats and notes."""

from typing import Any

from foundation import outbox
from indicators.models import (
    GoalAreaReport,
    Indicator,
    Measure,
    MeasureSource,
    Observation,
    Reflection,
    SeriesBreak,
)
from indicators.services.reflections import move_reflection, write_reflection
from indicators.services.reports import order_report
from indicators.sources.base import Period
from tests.indicators.registry import FETCHED, Registry, make_registry, make_series

NOTE = "Fler möter samma personer. Vi vet inte om det beror på schemat."
BREAK = "Enkäten bytte frågor, så åren före kan inte jämföras."
YEAR = 2025


def make_reported() -> tuple[Registry, GoalAreaReport]:
    """The registry filled, and its first report made by the outbox."""
    made = make_registry()
    fill(made)
    return made, make_report_of(made)


def fill(made: Registry) -> None:
    """Figures for two measures, a measure without any, one that is missing, and two notes."""
    fill_series(made.machine, made, level=40.0, areas=("0004", "0000"), provenance="kolada")
    fill_series(made.manual, made, level=12.0, areas=("0480", "0481", "0482"))
    SeriesBreak.objects.create(key="b", series=made.machine, year=2022, explanation=BREAK)
    second = Indicator.objects.create(
        key="rehab", name="Rehabilitering", goal_area=made.goal_area, order=2, gap="Ej klart",
        summary="Förmågan kommer tillbaka.",
    )  # fmt: skip
    made.measure.indicators.add(second)
    missing = Measure.objects.create(
        key="vald", name="Våldsutsatthet", status=Measure.Status.MISSING, order=3
    )
    bare = Measure.objects.create(key="sip", name="Antal planer", order=4)
    empty = Measure.objects.create(key="hembesok", name="Hembesök", order=5)
    for each in (missing, bare, empty):
        each.indicators.add(second)
    make_series(empty, "N99999", unit="antal")
    MeasureSource.objects.filter(series=made.machine).update(standing="confirmed")
    note(made, made.indicator, None, YEAR, NOTE)
    note(made, made.indicator, made.measure, YEAR - 1, "Om måttet personal.")
    note(made, made.indicator, None, YEAR, "Ett utkast som ingen får se.", publish=False)


def fill_series(series: Any, made: Registry, *, level: float, areas: Any, **facts: Any) -> None:
    """Eight years of slowly moving figures, and one year after the report's."""
    given = {"provenance": "manual", "written_at": FETCHED, "gender": "T", "month": 0}
    Observation.objects.bulk_create(
        Observation(
            series=series, area=made.areas[code], year=year,
            value=round(level + step * 3 + (year - 2018) * 0.7, 1), **(given | facts),
        )
        for step, code in enumerate(areas)
        for year in range(2018, YEAR + 2)
        if (code, year) != ("0481", 2021)
    )  # fmt: skip


def note(
    made: Registry, indicator: Indicator, measure: Measure | None, year: int, text: str,
    *, publish: bool = True,
) -> Reflection:  # fmt: skip
    """A reflection by the network."""
    found = write_reflection(
        indicator=indicator, measure=measure, body=made.network, period=Period(year), text=text,
        actor=made.member,
    )  # fmt: skip
    if publish:
        move_reflection(reflection_id=found.pk, key="publish", version=None, actor=made.convener)
    return found


def make_report_of(made: Registry, year: int = YEAR) -> GoalAreaReport:
    """The report for a year, ordered and made."""
    report = order_report(goal_area=made.goal_area, year=year, actor=made.steward)
    outbox.drain()
    return GoalAreaReport.objects.get(pk=report.pk)
