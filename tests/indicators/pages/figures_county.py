"""A small county with figures of every kind: gaps, breaks, targets, revisions, invented ones."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from county.models import GoalArea
from indicators.models import (
    DataSeries,
    GroupRoster,
    Indicator,
    Measure,
    MeasureSource,
    Observation,
    Revision,
    SeriesBreak,
    StatisticalArea,
    Target,
)
from tests.factories import make_county, make_organisation

FETCHED = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
KOMMUNER = (("9901", "Norrby"), ("9902", "Söderby"), ("9903", "Östra Ån"), ("9904", "Ängeby"))
PEERS = (("0013", "Region Ett"), ("0014", "Region Två"))


@dataclass
class Made:
    """Everything by key."""

    areas: dict[str, StatisticalArea] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    series: dict[str, DataSeries] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)


def build() -> Made:
    """Two indicators, six measures, and the figures of four series."""
    make_county()
    made = Made()
    _areas(made)
    goal = GoalArea.objects.create(key="nara", name="Nära", order=1)
    for order, (key, name, gap) in enumerate(
        (("tillgang", "Tillgänglighet", ""), ("hela", "Rehabiliterande", "Ej klart"))
    ):
        made.indicators[key] = Indicator.objects.create(
            key=key, name=name, goal_area=goal, order=order, gap=gap, summary="Det går att få vård."
        )
    for order, (key, name, status) in enumerate(
        (
            ("inom-tre", "Inom tre dagar", "proposed"),
            ("lakare", "Läkare vid behov", "proposed"),
            ("fall", "Fallskador", "decided"),
            ("pahittat", "Påhittat mått", "proposed"),
            ("vald", "Våldsutsatthet", "missing"),
            ("tomt", "Mått utan källa", "proposed"),
            ("olast", "Mått utan värden", "proposed"),
        )
    ):
        row = Measure.objects.create(key=key, name=name, status=status, order=order)
        row.indicators.add(made.indicators["tillgang"])
        made.measures[key] = row
    _region_series(made)
    _kommun_series(made)
    _long_series(made)
    _invented(made)
    _series(made, "olast", "N55555", "Aldrig läst", "%")
    return made


def _areas(made: Made) -> None:
    region = make_organisation("regionen", "Provregionen", kind="region")
    rows = [("9900", "Provregionen", "region", "own", region)]
    for code, name in KOMMUNER:
        rows.append(
            (
                code,
                name,
                "municipality",
                "own",
                make_organisation(f"kommun-{code}", f"{name} kommun"),
            )
        )
    rows.append(("0000", "Riket", "country", "reference", None))
    rows.append(("G1", "Länets kommuner (ovägt medel)", "group", "reference", None))
    rows.append(("G2", "Liknande regioner", "group", "reference", None))
    rows += [(code, name, "region", "peer", None) for code, name in PEERS]
    for order, (code, name, kind, role, organisation) in enumerate(rows):
        made.areas[code] = StatisticalArea.objects.create(
            key=f"omr-{code.lower()}", name=name, code=code, kind=kind, role=role, order=order,
            organisation=organisation,
        )  # fmt: skip
    for code, title, members in (
        ("G1", "Provlandets kommuner", [code for code, _name in KOMMUNER]),
        ("G2", "Liknande regioner 2024", [code for code, _name in PEERS]),
    ):
        GroupRoster.objects.create(
            group=made.areas[code], title=title, members=members, seen_at=FETCHED
        )


def _series(made, measure, number, name, unit, **facts) -> DataSeries:
    series = DataSeries.objects.create(
        key=f"kolada-{number.lower()}", source_key="kolada", external_id=number, name=name,
        title=f"{name}, källans namn", unit=unit, origin="Socialstyrelsen", read_at=FETCHED,
        **facts,
    )  # fmt: skip
    made.series[number] = series
    row = made.measures[measure]
    MeasureSource.objects.create(
        key=f"{measure}-{number.lower()}", measure=row, series=series,
        main=not row.sources.exists(), reason="Namnet stämmer med måttet.",
    )  # fmt: skip
    return series


def put(series, area, first, values, *, gender="T", provenance="kolada", **facts):
    """A value a year; None is a missing value."""
    Observation.objects.bulk_create(
        Observation(
            series=series, area=area, year=first + index, gender=gender, value=value,
            provenance=provenance, written_at=FETCHED, **facts,
        )
        for index, value in enumerate(values)
    )  # fmt: skip


def _region_series(made: Made) -> None:
    """Region figures with a revised value, a break, a path to reach, and women and men."""
    series = _series(made, "inom-tre", "N11111", "Bedömda inom tre dagar", "%", gendered=True,
                     lowest=0, highest=100)  # fmt: skip
    own = made.areas["9900"]
    put(series, own, 2018, [80.04, 81.2, 82.3, 83.1, 84.25, 85.3, 86.05])
    put(series, own, 2018, [78, 79, 80, 81, 82, 83, 84], gender="M")
    put(series, own, 2018, [82, 83, 84, 85, 86, 87, 88], gender="K")
    put(series, made.areas["0000"], 2018, [84, 84, 85, 85, 86, 86, 87.5])
    put(series, made.areas["G2"], 2018, [83, 83, 84, 84, 85, 85, 86.5], count=2)
    for code, _name in PEERS:
        put(series, made.areas[code], 2018, [82, 83, 84, 85, 86, 87, 88.5])
    Observation.objects.filter(series=series, area=own, year=2023, gender="T").update(revised=True)
    Observation.objects.filter(series=series, area=own, year=2024).update(preliminary=True)
    Revision.objects.create(
        series=series, area=own, year=2023, gender="T", kind="revised", old_value=85.9,
        new_value=85.3, old_provenance="kolada", seen_at=FETCHED,
    )  # fmt: skip
    SeriesBreak.objects.create(
        key="brott-1", series=series, year=2020, explanation="Frågan formulerades om."
    )
    SeriesBreak.objects.create(
        key="brott-2", series=series, explanation="Länet svarar på en annan enkät än riket."
    )
    Target.objects.create(
        key="mal-1", series=series, year=2027, value=90, decided=True, decision="PL26-0001-2"
    )
    Target.objects.create(key="mal-2", series=series, year=2030, value=95)
    spare = _series(made, "inom-tre", "N11112", "Bedömda inom en vecka", "%")
    put(spare, own, 2020, [90, 91])


def _kommun_series(made: Made) -> None:
    """Kommun figures with a gap, a withdrawn value and one kommun that stopped."""
    series = _series(made, "lakare", "U22222", "Läkare vid behov", "%", lowest=0, highest=100)
    values = {
        "9901": [50, 51, None, 53, 54.5],
        "9902": [60, 61, 62, 63, 64],
        "9903": [40, 41, 42],
        "9904": [70, 71, 72, 73, 74],
    }
    for code, row in values.items():
        put(series, made.areas[code], 2020, row)
    put(series, made.areas["0000"], 2020, [55, 56, 57, 58, 59])
    Observation.objects.filter(series=series, area=made.areas["9904"], year=2021).update(
        withdrawn=True
    )


def _long_series(made: Made) -> None:
    """Three years in each value, an older extract, a long unit."""
    series = _series(
        made, "fall", "N33333", "Fallskador, 65 år och äldre",
        "slutenvårdstillfällen per 100 000 invånare 65+", decimals=0, span_years=3, ends_year=2022,
    )  # fmt: skip
    values = [3400, 3300, 3200, 3100, 3000, 2900.4]
    put(series, made.areas["9900"], 2017, values, provenance="extract")


def _invented(made: Made) -> None:
    series = _series(made, "pahittat", "N44444", "Påhittad serie", "dagar")
    for code in ("9900", "0000", "9901", "9902", "9903", "9904"):
        put(series, made.areas[code], 2020, [4, 5, 6], provenance="demo")


SINCE = date(2021, 5, 1)
