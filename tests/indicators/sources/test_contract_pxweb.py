"""Folkhälsodata (PxWeb version 1) and SCB (version 2), over HTTP against the emulator."""

from datetime import date

import pytest

from indicators.sources import pxweb
from indicators.sources.base import Period, SourceError, SourceGone, Tally
from indicators.sources.pxweb import Misnamed

TABLE = "A_Mo8/Halsoutfall/01Overgrip/01.01halsgod/halsgodyreg.px"
HEALTH = f"{TABLE}?Hälsotillstånd=01&Andel och konfidensintervall=01"
OLD = "TAB638?ContentsCode=BE0101N1&Alder=65..100+"
AREAS = ["0000", "0004", "0480", "0484"]
YEARS = range(2018, 2028)


def table(source, external_id, tally=None, **changes):
    asked = {"areas": AREAS, "years": YEARS, **changes}
    found = list(source.read([external_id], **asked, tally=tally or Tally()))
    by_place = {(r.area, r.period.year, r.gender): r.value for r in found}
    assert len(by_place) == len(found)
    return by_place


def test_self_rated_health_by_county(emulator, tally):
    found = table(emulator.folkhalsodata(), HEALTH, tally)
    # The last survey is 2021–2024, kept under its last year.
    assert {year for _, year, _ in found} == set(range(2018, 2025))
    assert {area for area, _, _ in found} == set(AREAS)
    assert {gender for _, _, gender in found} == {"T", "K", "M"}
    assert found["0004", 2024, "K"] < found["0004", 2024, "T"] < found["0004", 2024, "M"]
    assert tally.notes == []
    assert [(r["method"], r["status"]) for r in emulator.requests()] == [
        ("GET", 200),
        ("POST", 200),
    ]


def test_what_folkhalsodata_says_of_the_series(emulator, tally):
    (facts,) = emulator.folkhalsodata().describe([HEALTH], tally)
    assert facts.external_id == HEALTH
    assert facts.title.startswith("Självskattad hälsa")
    assert facts.description == "Bra eller mycket bra hälsa · Andel"
    assert (facts.levels, facts.gendered) == ("A", True)


def test_two_dots_are_a_missing_value(emulator):
    found = list(
        emulator.folkhalsodata().read(
            [HEALTH], ["0428", "0461", "0481", "0482", "0488"], range(2010, 2025), Tally()
        )
    )
    missing = [reading for reading in found if reading.value is None]
    assert missing
    assert {reading.status for reading in missing} == {".."}
    assert all(0 < reading.value < 100 for reading in found if reading.value is not None)


def test_a_small_limit_only_means_more_questions(emulator):
    whole = table(emulator.folkhalsodata(), HEALTH)
    emulator.reset()
    assert table(emulator.folkhalsodata(max_cells=13), HEALTH) == whole
    asked = emulator.requests()
    assert len(asked) > 8
    assert {request["status"] for request in asked} == {200}


def test_a_limit_below_one_value_is_said(emulator, tally):
    with pytest.raises(SourceError, match="större än 10 celler"):
        table(emulator.scb(max_cells=10), OLD, tally)


def test_population_of_65_and_more(emulator, tally):
    found = table(emulator.scb(), OLD, tally)
    assert {year for _, year, _ in found} == set(range(2018, 2025))
    for (area, year, gender), value in found.items():
        if gender == "T":
            assert value == found[area, year, "K"] + found[area, year, "M"]
            assert value > 1000
    assert tally.notes == []


def test_ages_are_added_up(emulator):
    parts = [
        table(emulator.scb(), f"TAB638?ContentsCode=BE0101N1&Alder={ages}")
        for ages in ("65..79", "80..100+")
    ]
    whole = table(emulator.scb(), OLD)
    assert whole == {place: parts[0][place] + parts[1][place] for place in whole}


def test_scb_tells_its_own_limit_which_is_kept(emulator):
    table(emulator.scb(), OLD)
    assert [r["path"] for r in emulator.requests("/config")] == ["/scb/config"]


def test_what_scb_says_of_the_series(emulator, tally):
    (facts,) = emulator.scb().describe([OLD], tally)
    assert facts.title.startswith("Folkmängden efter region")
    assert facts.description == "65 år – 100+ år · Folkmängd"
    assert (facts.levels, facts.gendered) == ("A", True)


def test_a_table_that_is_older_than_the_day_is_not_read_again(emulator):
    assert table(emulator.scb(), OLD, since=date(2026, 1, 1)) == {}
    assert emulator.requests("/data") == []
    assert table(emulator.scb(), OLD, since=date(2025, 1, 1)) != {}


def test_folkhalsodata_cannot_tell_and_is_read_in_full(emulator):
    whole = table(emulator.folkhalsodata(), HEALTH)
    assert table(emulator.folkhalsodata(), HEALTH, since=date(2026, 11, 1)) == whole


def test_areas_that_a_table_lacks_are_noted_and_groups_passed_over(emulator, tally):
    found = table(emulator.scb(), OLD, tally, areas=["0480", "9999", "G33614"])
    assert {area for area, _, _ in found} == {"0480"}
    assert tally.notes == ["TAB638 har inga uppgifter för 9999."]


def test_years_that_a_table_lacks_are_noted(emulator, tally):
    assert table(emulator.scb(), OLD, tally, years=[2090]) == {}
    assert "inga uppgifter för det som efterfrågades" in tally.notes[0]


def test_one_gender_may_be_named(emulator):
    found = table(emulator.folkhalsodata(), f"{HEALTH}&Kön=00")
    assert {gender for _, _, gender in found} == {"T"}
    women = table(emulator.scb(), f"{OLD}&Kon=2")
    assert {gender for _, _, gender in women} == {"K"}


def test_there_are_no_groups(emulator, tally):
    assert list(emulator.scb().groups(["G33614"], tally)) == []
    assert tally.notes == ["SCB har inga grupper av områden."]


@pytest.mark.parametrize(
    ("external_id", "sentence"),
    [
        ("TAB638?Alder=65", "behöver säga vilket värde i ContentsCode"),
        ("TAB638?ContentsCode=BE0101N1&Alder=65..101", "ingen kod ”101” i Alder"),
        ("TAB638?ContentsCode=BE0101N1&Ålder=65", "går det inte att välja ”Ålder”"),
        ("TAB638?ContentsCode=BE0101N1&Region=00", "går det inte att välja ”Region”"),
        ("TAB638?ContentsCode", "går inte att tolka vid ”ContentsCode”"),
        ("TAB638?ContentsCode=", "går inte att tolka vid ”ContentsCode=”"),
        ("TAB638?Alder=1&Alder=2", "går inte att tolka vid ”Alder=2”"),
        ("?Alder=1", "nämner ingen tabell"),
    ],
)
def test_a_series_that_is_wrongly_named(emulator, external_id, sentence):
    with pytest.raises(Misnamed, match=sentence):
        table(emulator.scb(), external_id)
    assert emulator.requests("/data") == []


def test_a_series_that_is_wrongly_named_is_left_out_of_the_description(emulator, tally):
    found = list(emulator.scb().describe(["TAB638?ContentsCode=X", "TAB1", OLD], tally))
    assert [facts.external_id for facts in found] == [OLD]
    assert len(tally.notes) == 2
    assert "ingen kod ”X”" in tally.notes[0]
    assert "SCB avvisade frågan (svar 404)" in tally.notes[1]


@pytest.mark.parametrize("name", ["folkhalsodata", "scb"])
def test_the_same_patience_as_with_kolada(emulator, name):
    external_id = {"folkhalsodata": HEALTH, "scb": OLD}[name]
    source = getattr(emulator, name)()
    whole = table(source, external_id)
    emulator.faults({"503": {"n": 2}, "429": {"n": 1}})
    assert table(source, external_id) == whole
    emulator.faults(gone_410={})
    with pytest.raises(SourceGone):
        list(source.describe([external_id], Tally()))
    emulator.faults(reset=True, html_200={})
    with pytest.raises(SourceError, match="webbsida"):
        table(source, external_id)
    emulator.faults(reset=True, truncated_json={})
    with pytest.raises(SourceError, match="trasig JSON"):
        table(source, external_id)


def test_more_than_25_are_refused(emulator, tally):
    with pytest.raises(ValueError, match="25"):
        list(emulator.scb().read([OLD], ["0480"] * 26, YEARS, tally))
    assert emulator.requests() == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2024", Period(2024)),
        ("2021-2024", Period(2024)),
        ("2021–2024", Period(2024)),
        ("2024M03", Period(2024, 3)),
        ("2024K1", None),
        ("hela tiden", None),
    ],
)
def test_labels_of_time(label, expected):
    assert pxweb.period(label) == expected


def test_characters_of_the_form_itself_can_be_named():
    found = pxweb.selection("T?A%26B=1%2C2")
    variable = pxweb.Variable("A&B", {"1,2": "ett till två", "3": "tre"})
    assert found.codes(variable) == ["1,2"]
