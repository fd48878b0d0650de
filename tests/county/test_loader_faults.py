"""A file with a fault loads nothing, and every fault names its place and what to do."""

import pytest

from county.models import Body, County, LoadedRow
from tests.support.county_files import faults, load_file, row, small

pytestmark = pytest.mark.django_db


def set_in(section, key, /, **values):
    """A fault that is made by changing one row."""

    def change(file):
        row(file, section, key).update(values)

    return change


def drop(section, key, field):
    def change(file):
        del row(file, section, key)[field]

    return change


FAULTS = {
    "unknown section": (
        lambda file: file.update(bodys=[]),
        "bodys", "Menade du ”bodies”?",
    ),
    "no format": (lambda file: file.pop("format"), "format", "överst i filen"),
    "unknown field": (
        set_in("bodies", "styr", rytm="x", rhytm="y"),
        "bodies[1] (styr).rhytm", "Menade du ”rhythm”?",
    ),
    "missing field": (drop("bodies", "styr", "kind"), "bodies[1] (styr).kind", "fältet saknas"),
    "missing key": (drop("bodies", "styr", "key"), "bodies[1].key", "fältet saknas"),
    "bad key": (
        set_in("organisations", "norrby", key="Norrby kommun"),
        "organisations[1] (Norrby kommun).key", "små bokstäver",
    ),
    "number where text belongs": (
        set_in("bodies", "styr", rhythm=4), "bodies[1] (styr).rhythm", "text inom citattecken"
    ),
    "text where a number belongs": (
        set_in("county", "provlan", target_year="2035"),
        "county[0] (provlan).target_year", "heltal, utan citattecken",
    ),
    "decimal where a whole number belongs": (
        set_in("county", "provlan", target_year=2035.5),
        "county[0] (provlan).target_year", "heltal",
    ),
    "negative number": (
        set_in("bodies", "styr", quorum=-1), "bodies[1] (styr).quorum", "ska vara minst 0"
    ),
    "too large number": (
        set_in("bodies", "styr", quorum=99999), "bodies[1] (styr).quorum", "högst 32767"
    ),
    "text where true or false belongs": (
        set_in("bodies", "natverk", advisory="ja"),
        "bodies[2] (natverk).advisory", "true eller false",
    ),
    "text where a list belongs": (
        set_in("mandates", "styr-decides", subjects="initiative"),
        "mandates[0] (styr-decides).subjects", "lista inom hakparentes",
    ),
    "wrong kind of thing in a list": (
        set_in("mandates", "styr-decides", subjects=["initiative", 7]),
        "mandates[0] (styr-decides).subjects[1]", "text inom citattecken",
    ),
    "not among the choices": (
        set_in("bodies", "styr", kind="styrelse"),
        "bodies[1] (styr).kind", "”styrelse” finns inte att välja. Skriv något av: joint_board,",
    ),
    "too long": (
        set_in("bodies", "styr", rhythm="x" * 121),
        "bodies[1] (styr).rhythm", "121 tecken, högst 120",
    ),
    "too long in a list": (
        set_in("mandates", "styr-decides", subjects=["x" * 61]),
        "mandates[0] (styr-decides).subjects[0]", "61 tecken, högst 60",
    ),
    "empty name": (set_in("bodies", "styr", name=""), "bodies[1] (styr).name", "tomt"),
    "duplicate key": (
        set_in("organisations", "norrby", key="region"),
        "organisations[0] (region)", "flera rader",
    ),
    "unknown reference": (
        set_in("mandates", "styr-decides", body="styrr"),
        "mandates[0] (styr-decides).body",
        "”styrr” finns inte i avsnittet bodies. Menade du ”styr”?",
    ),
    "unknown reference among several": (
        set_in("measures", "m-1", indicators=["tillgang", "borta"]),
        "measures[0] (m-1).indicators", "”borta” finns inte i avsnittet indicators",
    ),
    "a row that refers to itself": (
        set_in("bodies", "styr", parent="styr"), "bodies", "runt till varandra"
    ),
    "rows that refer in a ring": (
        set_in("bodies", "styr", parent="arbetsgrupp"), "bodies", "runt till varandra"
    ),
    "no date at all": (
        set_in("decisions", "d-mal", decided_on="11 mars 2022"),
        "decisions[0] (d-mal).decided_on", "inget riktigt datum",
    ),
    "a day that does not exist": (
        set_in("decisions", "d-mal", decided_on="2022-02-30"),
        "decisions[0] (d-mal).decided_on", "inget riktigt datum",
    ),
    "a number for a date": (
        set_in("decisions", "d-mal", decided_on=2022),
        "decisions[0] (d-mal).decided_on", "inget riktigt datum",
    ),
    "month said to be a day": (
        set_in("decisions", "d-mal", decided_on="2022-02"),
        "decisions[0] (d-mal).decided_on", "noggrannheten ”month” men date_precision säger ”day”",
    ),
    "day said to be a month": (
        set_in("decisions", "d-mal", date_precision="month"),
        "decisions[0] (d-mal).decided_on", "stämmer överens",
    ),
    "date said to be unknown": (
        set_in("decisions", "d-mal", date_precision="unknown"),
        "decisions[0] (d-mal).decided_on", "stämmer överens",
    ),
    "season in the middle": (
        set_in("decisions", "d-mal", decided_on="2022-04", date_precision="season"),
        "decisions[0] (d-mal).decided_on", "03, 06, 09 eller 12",
    ),
    "unknown precision": (
        set_in("decisions", "d-mal", decided_on=None, date_precision="vår"),
        "decisions[0] (d-mal).date_precision", "Skriv något av: day, month, season, year",
    ),
    "half a date where the whole is needed": (
        set_in("decisions", "d-mal", effective_from="2023-08"),
        "decisions[0] (d-mal).effective_from", "hela datumet",
    ),
    "a section that is no list": (
        lambda file: file.update(bodies={}), "bodies", "lista inom hakparentes"
    ),
    "a row that is no object": (
        lambda file: file["goal_areas"].append("hälsa"), "goal_areas[2]", "ett objekt"
    ),
    "no county": (lambda file: file.pop("county"), "county", "exakt ett län"),
    "two counties": (
        lambda file: file["county"].append({**file["county"][0], "key": "grannlan"}),
        "county", "exakt ett län",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "place", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_stops_the_load_and_names_its_place(tmp_path, change, place, says):
    file = small()
    change(file)

    found = faults(tmp_path, file)

    assert place in found
    assert says in found[place]
    assert not County.objects.exists()
    assert not Body.objects.exists()
    assert not LoadedRow.objects.exists()


@pytest.mark.parametrize(("change", "place", "says"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_leaves_an_earlier_load_as_it_was(tmp_path, change, place, says):
    load_file(tmp_path, small())
    file = small()
    row(file, "bodies", "natverk")["rhythm"] = "varje vecka"
    change(file)

    faults(tmp_path, file)

    assert Body.objects.get(key="natverk").rhythm == ""
    assert Body.history.count() == 3


def test_all_faults_are_listed_at_once(tmp_path):
    file = small()
    set_in("bodies", "styr", kind="styrelse")(file)
    set_in("mandates", "styr-decides", body="borta")(file)
    drop("organisations", "norrby", "name")(file)
    file["bodys"] = []

    found = faults(tmp_path, file)

    assert set(found) == {
        "bodys", "bodies[1] (styr).kind", "mandates[0] (styr-decides).body",
        "organisations[1] (norrby).name",
    }  # fmt: skip


def test_a_row_with_a_fault_is_no_unknown_reference_too(tmp_path):
    file = small()
    drop("bodies", "styr", "kind")(file)

    assert set(faults(tmp_path, file)) == {"bodies[1] (styr).kind"}
