"""Odd rows in answers that arrive: what is kept, what is dropped, what is said."""

import pytest

from indicators.sources.base import SourceError, Tally

KPIS = ["N79173", "U01760", "N20402"]
AREAS = ["0480", "0461", "0484", "0004", "0000"]
YEARS = range(2010, 2028)


def key(reading):
    return reading.series, reading.area, reading.period, reading.gender


def read(emulator, tally=None, **changes):
    source = emulator.kolada()
    asked = {"series": KPIS, "areas": AREAS, "years": YEARS, **changes}
    return sorted(source.read(**asked, tally=tally or Tally()), key=key)


def test_pages_of_any_size_give_the_same(emulator):
    whole = read(emulator)
    assert len(whole) > 100
    emulator.faults(page_max={"size": 7})
    tally = Tally()
    assert read(emulator, tally) == whole
    assert tally.requests > 10
    paths = {request["path"] for request in emulator.requests()}
    assert len(paths) == 1, "every page is asked with all that was asked first"


def test_genders_in_any_order_give_the_same(emulator):
    orders = set()
    whole = read(emulator)
    for seed in range(6):
        emulator.faults(reset=True, shuffle={"seed": seed})
        path = "/v3/data/kpi/U01760/municipality/0480/year/2015"
        (row,) = emulator.get(path)["values"]
        orders.add(tuple(value["gender"] for value in row["values"]))
        assert read(emulator) == whole
    assert len(orders) == 6


def test_groups_that_nobody_asked_for_are_dropped_and_counted(emulator, tally):
    whole = read(emulator)
    emulator.faults(group_rows={})
    assert read(emulator, tally) == whole
    (note,) = tally.notes
    assert note.startswith("Rader för grupper som inte efterfrågats hoppades över: ")
    assert int(note.rstrip(".").rsplit(" ", 1)[1]) > 0


def test_a_group_that_was_asked_for_is_kept(emulator, tally):
    emulator.faults(group_rows={})
    found = read(emulator, tally, areas=["G33614"])
    assert {reading.area for reading in found} == {"G33614"}


def test_rows_that_nobody_asked_for_are_dropped_and_named(emulator, tally):
    asked = {"series": ["U01760"], "areas": ["0480"], "years": [2015]}
    whole = read(emulator, **asked)
    emulator.faults(unasked_rows={})
    assert read(emulator, tally, **asked) == whole
    (note,) = tally.notes
    assert "Rader som inte efterfrågats hoppades över" in note
    assert "N01951/0480/1994" in note


def test_everything_at_once(emulator, tally):
    """Pages shrunk, genders shuffled, group rows and foreign rows mixed in, pages overlapping."""
    whole = read(emulator)
    emulator.faults(
        {"429": {"n": 2, "retry_after": 0}},
        page_max={"size": 11},
        shuffle={"seed": 3},
        group_rows={},
        unasked_rows={},
        overlapping_pages={},
    )
    assert read(emulator, tally) == whole
    assert len(tally.notes) == 3


def test_a_row_on_two_pages_counts_once(emulator, tally):
    whole = read(emulator)
    emulator.faults(page_max={"size": 20}, overlapping_pages={})
    assert read(emulator, tally) == whole
    assert tally.notes[0].startswith("Värden som kom två gånger räknades en gång: ")


def test_what_changes_while_it_is_read_is_read_again_another_time(emulator):
    """The same value twice with different figures: nobody can say which is right."""
    emulator.faults(page_max={"size": 1}, overlapping_pages={})
    readings = emulator.kolada().read(["U01760"], ["0480"], [2014, 2015], Tally())
    next(readings)
    for gender in "TKM":
        emulator.faults(
            revise={"kpi": "U01760", "area": "0480", "year": 2014, "gender": gender, "value": 99}
        )
    with pytest.raises(SourceError, match="två olika värden för U01760/0480/2014"):
        list(readings)


def test_nothing_for_one_of_several_is_noted(emulator, tally):
    emulator.faults(empty_200={"kpi": "U01760"})
    found = read(emulator, tally)
    assert {reading.series for reading in found} == {"N79173", "N20402"}
    (note,) = tally.notes
    assert note.startswith("Kolada svarade utan fel men hade inga uppgifter för U01760 i de ")


def test_missing_is_missing_and_never_zero(emulator):
    emulator.faults(
        null_value={"kpi": "U01760", "area": "0480", "year": 2015}, status={"status": "Missing"}
    )
    found = read(emulator, series=["U01760"], areas=["0480"], years=[2015])
    assert [(r.gender, r.value, r.status, r.withdrawn) for r in found] == [
        ("K", None, "Missing", False),
        ("M", None, "Missing", False),
        ("T", None, "Missing", False),
    ]


@pytest.mark.parametrize("status", ["Missing", "M", "", "Något nytt"])
def test_the_status_is_kept_as_it_stands(emulator, status):
    emulator.faults(
        null_value={"kpi": "U01760", "area": "0480", "year": 2015}, status={"status": status}
    )
    found = read(emulator, series=["U01760"], areas=["0480"], years=[2015])
    assert {reading.status for reading in found} == {status}


def test_a_missing_gender_is_only_absent(emulator, tally):
    emulator.faults(missing_gender={"kpi": "U01760", "gender": "M"})
    found = read(emulator, tally, series=["U01760"], areas=["0480"], years=[2015])
    assert [reading.gender for reading in found] == ["K", "T"]
    assert tally.notes == []


def test_an_unknown_gender_is_refused_and_noted(emulator, tally):
    emulator.faults(unknown_gender={"kpi": "U01760"})
    found = read(emulator, tally, series=["U01760"], areas=["0480"], years=[2014, 2015])
    assert {reading.gender for reading in found} == {"T", "M"}
    assert tally.notes == ["Värden med okänd könskod ”F” hoppades över: 2."]


def test_a_year_as_text_is_a_year(emulator):
    whole = read(emulator)
    emulator.faults(string_period={})
    assert read(emulator) == whole


@pytest.mark.parametrize("form", ["{year}/16", "", "2015.0", "20150", "hela tiden"])
def test_any_other_text_is_no_year(emulator, form):
    emulator.faults(string_period={"form": form})
    with pytest.raises(SourceError, match="U01760/0480 har perioden"):
        read(emulator, series=["U01760"], areas=["0480"], years=[2015])


def test_a_wrong_unit_is_handed_over_for_the_range_to_stop(emulator):
    asked = {"series": ["U01760"], "areas": ["0480"], "years": [2015]}
    right = read(emulator, **asked)
    emulator.faults(wrong_unit={"kpi": "U01760"})
    wrong = read(emulator, **asked)
    assert [r.value for r in wrong] == [pytest.approx(r.value * 1000) for r in right]


def test_a_renamed_kpi_has_its_new_name_and_its_old_figures(emulator, tally):
    whole = read(emulator)
    emulator.faults(rename_kpi={"kpi": "U01760", "title": "Övervikt enligt ny definition"})
    (facts,) = emulator.kolada().describe(["U01760"], tally)
    assert facts.title == "Övervikt enligt ny definition"
    assert read(emulator) == whole


def test_a_removed_kpi_is_noted_by_metadata_and_by_figures(emulator, tally):
    emulator.faults(remove_kpi={"kpi": "U01760"})
    assert list(emulator.kolada().describe(["U01760"], tally)) == []
    assert read(emulator, tally, series=["U01760"]) == []
    assert len(tally.notes) == 2


def test_a_new_year_is_found_by_asking_past_the_last(emulator):
    emulator.faults(add_year={"kpi": "N20402"})
    found = read(emulator, series=["N20402"], areas=["0480"])
    assert max(reading.period.year for reading in found) == 2026
