"""What we count on in Kolada. Holds against the emulator, and with KOLADA_LIVE=1 against Kolada.

What is assumed without having been seen stands in `test_contract_assumptions.py`.
"""

from datetime import date

import pytest

from indicators.sources.base import GENDERS, Period, Tally

SORMLAND = ("0428", "0461", "0480", "0481", "0482", "0483", "0484", "0486", "0488", "0004")
VASTERNORRLAND = ("2260", "2262", "2280", "2281", "2282", "2283", "2284", "0022")
AREAS = (*SORMLAND, *VASTERNORRLAND, "0000")


@pytest.mark.live
def test_the_real_kolada_answers(real, tally):
    """With this test, KOLADA_LIVE=1 also asks Kolada everything below."""
    assert [facts.external_id for facts in real.describe(["N79173"], tally)] == ["N79173"]


def test_a_kpi_says_what_it_is(reader, tally):
    (facts,) = reader.describe(["N79173"], tally)
    assert facts.external_id == "N79173"
    assert facts.title == "Medicinsk bedömning inom tre dagar i primärvård, andel (%)"
    assert facts.levels == "L"
    assert facts.gendered is True
    assert facts.publication_date is None or isinstance(facts.publication_date, date)
    assert tally.notes == []


def test_swedish_letters_survive(reader, tally):
    (facts,) = reader.describe(["N20500"], tally)
    assert facts.title == "Riskförebyggande åtgärder i särskilt boende, andel (%)"
    assert facts.levels == "K"


def test_what_is_not_known_when_next_published_is_left_open(reader, tally):
    (ended,) = reader.describe(["U71453"], tally)
    assert ended.title.endswith("(-2024)")
    assert ended.publication_date is None
    assert ended.publication_period == ""


def test_an_unknown_kpi_is_left_out_and_noted(reader, tally):
    found = [facts.external_id for facts in reader.describe(["X00000", "N79173"], tally)]
    assert found == ["N79173"]
    assert tally.notes == ["Kolada känner inte till X00000."]


def test_an_unknown_kpi_gives_no_figures_but_a_note(reader, tally):
    assert list(reader.read(["X00000"], ["0180"], [2022], tally)) == []
    assert len(tally.notes) == 1
    assert "hade inga uppgifter för X00000" in tally.notes[0]


def test_a_year_to_come_is_an_empty_answer_not_an_error(reader, tally):
    assert list(reader.read(["U01760"], ["0480"], [2090], tally)) == []
    assert len(tally.notes) == 1


def test_every_area_of_the_two_counties_answers(reader, tally):
    found = list(reader.read(["N01951"], AREAS, range(2020, 2023), tally))
    assert {reading.area for reading in found} == set(AREAS)
    assert {reading.gender for reading in found} == set(GENDERS)
    assert all(reading.value is None or reading.value > 1000 for reading in found)
    assert tally.entries == len(AREAS) * 3
    assert len(found) == tally.entries * 3


def test_women_and_men_make_the_total(reader, tally):
    found = {
        reading.gender: reading.value
        for reading in reader.read(["N01951"], ["0484"], [2022], tally)
    }
    assert found["T"] == pytest.approx(found["K"] + found["M"])


def test_a_known_value_is_what_it_was(reader, tally):
    """It may have been revised by Kolada since; then this test says so."""
    (total,) = [
        reading
        for reading in reader.read(["N20402"], ["0004"], [2022], tally)
        if reading.gender == "T"
    ]
    assert total.period == Period(2022)
    assert total.value is not None
    assert 1000 < total.value < 9000
    assert total.count == 1
    assert total.withdrawn is False


def test_several_series_areas_and_years_are_one_question(reader, tally):
    found = list(reader.read(["U01760", "N20402"], ["0480", "0004"], [2021, 2022], tally))
    assert tally.requests == 1
    assert {reading.series for reading in found} == {"U01760", "N20402"}
    keys = [(r.series, r.area, r.period, r.gender) for r in found]
    assert len(keys) == len(set(keys))


def test_more_than_25_years_are_asked_for_in_turns(reader, tally):
    found = list(reader.read(["N01951"], ["0480"], range(1994, 2023), tally))
    assert tally.requests == 2
    assert {reading.period.year for reading in found} == set(range(1994, 2023))


def test_groups_bring_their_members(reader, tally):
    (group,) = reader.groups(["G33614"], tally)
    assert group.title.startswith("Södermanlands läns kommuner")
    assert ("0480", "Nyköping") in group.members
    assert {code for code, _ in group.members} == set(SORMLAND) - {"0004"}


def test_an_unknown_group_is_noted(reader, tally):
    assert list(reader.groups(["G99999999"], tally)) == []
    assert "känner inte till grupperna G99999999" in tally.notes[0]


def test_a_groups_value_is_a_mean_of_several(reader, tally):
    (total,) = [
        reading
        for reading in reader.read(["N01951"], ["G33614"], [2022], tally)
        if reading.gender == "T"
    ]
    assert total.area == "G33614"
    assert total.count == 9


def test_changes_since_a_day_to_come_are_none_and_that_is_no_finding(reader):
    tally = Tally()
    since = date(2090, 1, 1)
    assert list(reader.read(["N01951"], ["0480"], [2022], tally, since=since)) == []
    assert tally.notes == []


@pytest.mark.parametrize("areas", [1, 26])
@pytest.mark.parametrize("series", [1, 26])
def test_more_than_25_ids_are_never_sent(reader, tally, series, areas):
    if series == areas == 1:
        assert reader.batch_size == 25
        return
    with pytest.raises(ValueError, match="1–25 ids, not 26"):
        list(reader.read(["N01951"] * series, ["0480"] * areas, [2022], tally))
    assert tally.requests == 0


def test_areas_are_always_sent(reader, tally):
    with pytest.raises(ValueError, match="1–25 ids, not 0"):
        list(reader.read(["N01951"], [], [2022], tally))
    assert tally.requests == 0


def test_an_id_that_would_change_the_address_is_never_sent(reader, tally):
    with pytest.raises(ValueError, match="no ids"):
        list(reader.read(["N01951/../kpi"], ["0480"], [2022], tally))
    assert tally.requests == 0
