"""Asking only for what has changed since a day, and what deletion looks like."""

from datetime import date

from indicators.sources.base import Tally

ASKED = {"series": ["U01760"], "areas": ["0480", "0484"], "years": range(2010, 2028)}
PLACE = {"kpi": "U01760", "area": "0480", "year": 2015}
YESTERDAY = date(2026, 11, 22)


def read(emulator, since=None):
    found = emulator.kolada().read(**ASKED, tally=Tally(), since=since)
    return {(r.area, r.period.year, r.gender): r for r in found}


def test_nothing_has_changed(emulator):
    assert read(emulator, YESTERDAY) == {}
    assert emulator.requests()[0]["query"] == "from_date=2026-11-22"


def test_a_revision_is_a_change_of_its_day(emulator):
    emulator.faults(revise=PLACE | {"gender": "T", "value": 61.25})
    changed = read(emulator, YESTERDAY)
    assert {place[:2] for place in changed} == {("0480", 2015)}
    assert changed["0480", 2015, "T"].value == 61.25
    assert read(emulator)["0480", 2015, "T"].value == 61.25
    assert read(emulator, date(2026, 11, 24)) == {}


def test_the_clock_can_be_moved(emulator):
    emulator.faults({"today": "2026-12-01"})
    emulator.faults(revise=PLACE | {"gender": "T", "value": 61.25})
    assert ("0480", 2015, "T") in read(emulator, date(2026, 12, 1))


def test_a_deleted_value_is_gone_but_told_of_as_a_change(emulator):
    whole = read(emulator)
    emulator.faults(delete=PLACE)
    assert whole.keys() - read(emulator).keys() == {("0480", 2015, g) for g in "TKM"}
    told = read(emulator, YESTERDAY)
    assert [(r.withdrawn, r.value) for r in told.values()] == [(True, None)] * 3


def test_one_deleted_gender_leaves_the_others(emulator):
    emulator.faults(delete=PLACE | {"gender": "K"})
    assert ("0480", 2015, "K") not in read(emulator)
    assert ("0480", 2015, "T") in read(emulator)


def test_a_reset_brings_everything_back(emulator):
    whole = read(emulator)
    emulator.faults(delete=PLACE, revise=PLACE | {"year": 2014, "gender": "T", "value": 1})
    assert read(emulator) != whole
    emulator.reset()
    assert read(emulator) == whole


def test_figures_of_a_year_are_published_the_summer_after(emulator):
    changed = read(emulator, date(2022, 1, 1))
    assert {year for _, year, _ in changed} == {2021, 2022}
