"""A county with an indicator, measures, areas, series and those who write about them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from county.models import Body, GoalArea, User
from indicators.models import (
    DataSeries,
    Indicator,
    Measure,
    MeasureSource,
    Observation,
    StatisticalArea,
)
from tests.factories import fresh, make_body, make_county, make_user

FETCHED = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
AREAS = (
    ("0480", "Norrby", "municipality", "own"),
    ("0481", "Söderby", "municipality", "own"),
    ("0482", "Östra Ån", "municipality", "own"),
    ("0004", "Provregionen", "region", "own"),
    ("0000", "Riket", "country", "reference"),
    ("1480", "Annanstad", "municipality", "none"),
)


@dataclass
class Registry:
    """What the tests of figures start from. People are by what they are to the figures."""

    goal_area: GoalArea
    indicator: Indicator
    measure: Measure
    other: Measure
    manual: DataSeries
    machine: DataSeries
    areas: dict[str, StatisticalArea]
    network: Body
    steering: Body
    people: dict[str, User]

    def __getattr__(self, name: str) -> User:
        """`made.steward` is `made.people["steward"]`, fresh as a new request meets them."""
        try:
            return fresh(self.__dict__["people"][name])
        except KeyError:
            raise AttributeError(name) from None


def make_registry() -> Registry:
    """One goal area, one indicator with two measures, a manual series and one read by machine.

    steward, other_steward: answer for the figures · convener, member: of the network ·
    decider: of the body with a mandate on indicators · outsider: of a body with neither.
    """
    make_county()
    network = make_body("natverket", "Nätverket i Provlandet", kind="network")
    steering = make_body(
        "styrgruppen", "Styrgruppen i Provlandet", kind="steering_group",
        mandates={"decides": ["indicator"]},
    )  # fmt: skip
    elsewhere = make_body("grupp-x", "En helt annan grupp")
    unit = make_body("enheten", "Uppföljningsenheten", kind="rd_unit")
    goal = GoalArea.objects.create(key="nara", name="Nära", order=1)
    indicator = Indicator.objects.create(
        key="kontinuitet", name="Kontinuitet", goal_area=goal, order=1
    )
    measure = Measure.objects.create(key="personal", name="Personalkontinuitet", order=1)
    other = Measure.objects.create(key="lakare", name="Fast läkare", unit="procent", order=2)
    for each in (measure, other):
        each.indicators.add(indicator)
    areas = {
        code: StatisticalArea.objects.create(
            key=f"omr-{code}", name=name, code=code, kind=kind, role=role, order=order
        )
        for order, (code, name, kind, role) in enumerate(AREAS)
    }
    manual = make_series(measure, "egen-personal", source_key="manual", unit="antal")
    machine = make_series(other, "N12345", source_key="kolada", unit="procent", origin="SKR")
    steward = {"body": unit}
    return Registry(
        goal_area=goal, indicator=indicator, measure=measure, other=other,
        manual=manual, machine=machine, areas=areas, network=network, steering=steering,
        people={
            "steward": make_user("steward", "steward_indicators", **steward),
            "other_steward": make_user("other-steward", "steward_indicators", **steward),
            "convener": make_user("convener", body=network, is_convener=True),
            "member": make_user("member", body=network),
            "decider": make_user("decider", body=steering),
            "outsider": make_user("outsider", body=elsewhere),
        },
    )  # fmt: skip


def make_series(measure: Measure, external_id: str, **facts: Any) -> DataSeries:
    """A series that may stand for the measure, shown first when the measure has none yet."""
    given = {"source_key": "kolada", "name": f"Serie {external_id}", "first_year": 2007}
    series = DataSeries.objects.create(
        key=external_id.lower(), external_id=external_id, lowest=0, highest=100, gendered=True,
        **(given | facts),
    )  # fmt: skip
    MeasureSource.objects.create(
        key=f"{measure.key}-{series.key}", measure=measure, series=series,
        main=not measure.sources.filter(main=True).exists(),
    )  # fmt: skip
    return series


def observe(
    series: DataSeries, area: StatisticalArea, year: int, value: float | None, **facts: Any
) -> Observation:
    """A figure that is already stored."""
    given = {"month": 0, "gender": "T", "provenance": "kolada", "written_at": FETCHED}
    row = Observation(series=series, area=area, year=year, value=value, **(given | facts))
    Observation.objects.bulk_create([row])
    return row
