"""One series among the county's areas: which line speaks first, what a median is, what is said."""

from datetime import UTC, date, datetime

import pytest

from indicators.charts.data import Line, Point, Role
from indicators.models import DataSeries, Measure, StatisticalArea
from indicators.reading.areas import Areas
from indicators.reading.figures import Figures, Value
from indicators.reading.overview import _gap
from indicators.reading.pictures import main_picture, per_kommun, spread_of_kommuner, women_and_men
from indicators.reading.steered import moved_since
from indicators.reading.subject import Subject
from indicators.reading.words import (
    difference,
    known_words,
    listed,
    source_line,
    whole_numbers,
    with_unit,
)
from indicators.steering import Steering

AT = datetime(2026, 9, 1, tzinfo=UTC)
WRITTEN = AT.timestamp()
PLACES = (
    ("9900", "Provregionen", "region", "own"),
    ("9901", "Norrby", "municipality", "own"),
    ("9902", "Söderby", "municipality", "own"),
    ("9903", "Östra Ån", "municipality", "own"),
    ("0000", "Riket", "country", "reference"),
    ("G1", "Länets kommuner", "group", "reference"),
    ("G2", "Liknande regioner", "group", "reference"),
    ("0013", "Region Ett", "region", "peer"),
)


def areas(*, average=()):
    found = []
    for pk, (code, name, kind, role) in enumerate(PLACES, 1):
        area = StatisticalArea(pk=pk, key=code.lower(), code=code, name=name, kind=kind, role=role)
        members = list(average) if code == "G1" else ["0013"] if code == "G2" else None
        area.roster = {"members": members, "title": "Gruppen", "seen_at": AT.isoformat()}
        found.append(area)
    return Areas(tuple(found))


def subject(values, *, gender="T", breaks=(), targets=(), average=(), provenance="kolada", **facts):
    """`values`: {area code: {year: value}}."""
    county = areas(average=average)
    series = DataSeries(
        pk=1, name="Serien", **({"unit": "%", "decimals": 1, "external_id": "N1"} | facts)
    )
    figures = Figures()
    for code, years in values.items():
        area = county.by_code(code)
        figures.rows[1, area.pk, gender] = [
            Value(1, area.pk, gender, year, 0, value, False, False, False, provenance, WRITTEN)
            for year, value in sorted(years.items())
        ]
    return Subject(series, county, figures, breaks, targets)


KOMMUNER = {"9901": {2020: 1.0, 2021: 2.0}, "9902": {2020: 3.0, 2021: 4.0}, "9903": {2020: 8.0}}


def test_the_region_speaks_first_where_it_has_values():
    found = subject(KOMMUNER | {"9900": {2021: 5.0}, "G1": {2021: 6.0}}, average=["9901"])
    assert found.headline().label == "Provregionen"


def test_the_kommuners_average_speaks_where_the_region_does_not():
    found = subject(KOMMUNER | {"G1": {2021: 6.0}, "G2": {2021: 7.0}}, average=["9901", "9902"])
    assert found.headline().label == "Länets kommuner"


def test_a_kommun_speaks_where_they_are_too_few_for_a_median():
    one = subject({"9902": {2023: 7.0, 2024: 8.0}, "0000": {2024: 9.0}})
    assert one.head_area.name == one.first_name == "Söderby"
    assert one.headline().latest.value == 8.0
    three = subject({"9901": {2024: 1.0}, "9902": {2024: 8.0}, "9903": {2024: 3.0}})
    assert three.head_area is None
    assert three.first_name == "Medianen av länets kommuner"
    assert three.headline().latest.value == 3.0
    nobody = subject({"0000": {2024: 9.0}})
    assert nobody.head_area is None
    assert nobody.headline() is None


def test_a_group_of_others_never_speaks_for_the_county():
    found = subject(KOMMUNER | {"G2": {2021: 7.0}})
    assert found.headline().label == "Median av länets kommuner"
    assert found.head_area is None


def test_a_median_is_of_the_same_period_and_of_three_at_least():
    line = subject(KOMMUNER).median_line()
    assert [(point.year, point.value) for point in line.points] == [(2020, 3.0)]
    assert subject({"9901": {2020: 1.0}, "9902": {2020: 2.0}}).median_line() is None


def test_a_missing_value_is_no_part_of_a_median():
    values = {code: dict(years) for code, years in KOMMUNER.items()}
    values["9903"][2020] = None
    assert subject(values).median_line() is None


def test_an_area_without_any_value_has_no_line():
    found = subject({"9900": {2020: None}})
    assert found.line(found.areas.by_code("9900")) is None
    assert found.headline() is None
    assert main_picture(found) is None
    assert per_kommun(found) is None
    assert spread_of_kommuner(found) is None
    assert women_and_men(found) is None


def test_the_region_is_compared_with_regions_and_a_kommun_with_kommuner():
    values = {**KOMMUNER, "9900": {2021: 5.0}, "0013": {2021: 6.0}, "0000": {2021: 7.0}}
    of_region = main_picture(subject(values)).table.heads
    assert of_region == ("Provregionen", "Riket", "Region Ett")
    found = subject(values)
    of_kommun = main_picture(found, found.areas.by_code("9901")).table.heads
    assert of_kommun == ("Norrby", "Riket", "Söderby", "Östra Ån")


def test_the_latest_shared_period_needs_three():
    assert subject(KOMMUNER).latest_shared() == (2020, 0)
    assert subject(KOMMUNER).lacking((2021, 0)) == "Östra Ån"
    assert subject(KOMMUNER).lacking((2020, 0)) == ""


def test_an_areas_own_target_goes_before_the_one_for_all():
    every = {"year": 2030, "value": 10.0, "decided": True, "area": None, "decision": "x"}
    own = {"year": 2030, "value": 20.0, "decided": False, "area": 2, "decision": ""}
    found = subject(KOMMUNER, targets=[every, own])
    assert [goal.value for goal in found.goals(found.areas.by_code("9901"))] == [20.0]
    assert [goal.value for goal in found.goals(found.areas.by_code("9902"))] == [10.0]
    assert [goal.value for goal in found.goals(None)] == [10.0]


def test_breaks_between_years_and_between_areas_are_two_things():
    breaks = [{"year": 2021, "explanation": "Ny fråga."}, {"year": None, "explanation": "Annan."}]
    found = subject(KOMMUNER, breaks=breaks)
    assert [(cut.year, cut.note) for cut in found.cuts] == [(2021, "Ny fråga.")]
    assert found.other_methods == ["Annan."]


def test_women_and_men_are_drawn_only_where_they_are_told_apart():
    assert not subject(KOMMUNER).gendered
    found = subject({"9900": {2020: 1.0, 2021: 2.0}}, gender="K")
    assert found.gendered
    assert found.line(found.areas.by_code("9900"), Role.OWN, "K").known


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("%", "12,5\u00a0%"),
        ("dagar", "12,5\u00a0dagar"),
        ("index 0–100", "12,5"),
        ("", "12,5"),
        ("antal", "12,5"),
    ],
)
def test_a_short_unit_stands_with_its_number(unit, said):
    assert with_unit(12.5, DataSeries(unit=unit, decimals=1)) == said
    assert with_unit(None, DataSeries(unit=unit, decimals=1)) == "uppgift saknas"


def test_differences_lists_and_numbers_in_words():
    assert difference(-2.5, DataSeries(unit="%", decimals=1)) == "2,5\u00a0procentenheter"
    assert difference(1200, DataSeries(unit="antal", decimals=0)) == "1\u00a0200"
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b och c"
    assert whole_numbers("per 100 000 av 12 000, år 2020 01") == (
        "per 100\u00a0000 av 12\u00a0000, år 2020 01"
    )


@pytest.mark.parametrize(
    ("provenances", "said"),
    [
        ({"kolada"}, "Källa: Kolada (N1, 2024, hämtad 2026-09-01). Ursprung: SKR."),
        ({"demo"}, "Källa: påhittad demodata."),
        ({"demo", "kolada"}, "Källa: påhittad demodata."),
        ({"extract"}, "Källa: Kolada, uppgifter t.o.m. 2022 (äldre utdrag). Ursprung: SKR."),
        ({"manual"}, "Källa: inmatat för hand i demonstrationen. Ursprung: SKR."),
        ({"upload"}, "Källa: inläst ur fil i demonstrationen. Ursprung: SKR."),
        (set(), ""),
    ],
)
def test_the_source_is_credited_as_it_truly_is(provenances, said):
    assert source_line(DataSeries(external_id="N1", origin="SKR"), provenances, "2024", AT) == said


def test_outside_the_demonstration_what_is_entered_is_the_countys(settings):
    settings.DEMO = False
    assert source_line(DataSeries(), {"manual"}) == "Källa: inmatat för hand i länet."
    assert source_line(DataSeries(), {"upload"}) == "Källa: inläst ur fil i länet."


def test_what_is_unknown_of_a_measure_is_said():
    assert known_words(Measure(level="region", unit="antal", direction="up")) == (
        "Nivå: region. Enhet: antal. Högre är bättre. Ännu inte angivet: perspektiv."
    )
    full = Measure(level="a", unit="b", perspective="c", direction="neutral")
    assert "Ännu inte" not in known_words(full)


def test_a_gap_says_why():
    assert _gap(Measure(status="missing"), None) == "Mått saknas"
    assert _gap(Measure(status="proposed"), None) == "Ingen föreslagen källa"


def moved(values, since, **facts):
    found = subject({"9900": values}, **facts)
    return moved_since(Steering(1, "Arbete", "/x/", since), found.headline(), found)


def test_movement_since_the_baseline_is_set_side_by_side():
    said = moved({2020: 10.0, 2021: 11.0, 2023: 14.0}, date(2021, 9, 1))
    assert "var 11,0\u00a0% (2021)" in said
    assert "14,0\u00a0% (2023), 3,0\u00a0procentenheter högre" in said
    assert "lika mycket" in moved({2021: 11.0, 2023: 11.04}, date(2021, 9, 1))


def test_a_month_after_the_work_began_is_no_baseline():
    line = Line("Region", tuple(Point(2025, float(month), month) for month in range(1, 13)))
    found = subject({"9900": {2025: 1.0}})
    said = moved_since(Steering(1, "Arbete", "/x/", date(2025, 2, 1)), line, found)
    assert "Senaste värdet när arbetet började var 2,0\u00a0% (2025-02)." in said
    assert "12,0\u00a0% (2025-12), 10,0\u00a0procentenheter högre" in said


def test_a_median_is_of_most_kommuner_and_says_of_how_many():
    found = subject({})
    found.areas = Areas(
        tuple(
            StatisticalArea(pk=pk, code=f"99{pk:02}", name="K", kind="municipality", role="own")
            for pk in range(1, 10)
        )
    )
    for pk in range(1, 10):
        years = (2020, 2021, 2022) if pk <= 4 else (2020, 2022) if pk == 5 else (2020,)
        found.figures.rows[1, pk, "T"] = [
            Value(1, pk, "T", year, 0, 1.0, False, False, False, "kolada", WRITTEN)
            for year in years
        ]
    line = found.median_line()
    assert [(point.year, point.of) for point in line.known] == [(2020, 9), (2022, 5)]


def test_values_that_reach_back_before_the_work_are_no_later_values():
    values = {2021: 11.0, 2022: 12.0, 2023: 13.0, 2024: 14.0}
    assert "Inget senare värde finns än." in moved(values, date(2021, 9, 1), span_years=4)
    assert "14,0\u00a0% (2024)" in moved(values, date(2021, 9, 1), span_years=3)


def test_an_area_that_answers_another_survey_has_its_own_years():
    found = subject(
        {"9900": dict.fromkeys((2021, 2023), 5.0), "0000": dict.fromkeys((2021, 2023), 6.0)},
        span_years=4,
        own_span_years=1,
    )
    work = Steering(1, "Arbete", "/x/", date(2021, 9, 1))
    country = found.areas.by_code("0000")
    assert "(2023)" in moved_since(work, found.headline(), found)
    assert "Inget senare värde finns än." in moved_since(work, found.line(country), found, country)


def test_without_a_value_before_the_work_nothing_is_compared():
    said = moved({2023: 13.0}, date(2021, 9, 1))
    assert said == "Det finns inget värde från tiden före 2021 att jämföra med."
    assert moved({}, date(2021, 9, 1)) == "Det finns inga värden att jämföra med."
