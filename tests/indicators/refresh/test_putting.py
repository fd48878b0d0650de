"""Values that a person answers for, and series larger than what is told to the planner."""

from dataclasses import replace

import pytest

from foundation.models import PageTouch
from indicators.models import Measure, MeasureSource, Observation
from indicators.services.refresh.merging import LARGE
from indicators.services.refresh.rows import Row
from indicators.services.refresh.storing import forget_digest, put
from indicators.sources.base import Period, Reading
from tests.indicators.refresh.making import NORTH, SOUTH, reading

pytestmark = pytest.mark.django_db


def row(bench, area, year, value, provenance="manual"):
    return Row(bench.areas[area].pk, year, 0, "T", value, "", 1, False, False, provenance)


@pytest.fixture(autouse=True)
def _shown(bench):
    """The series stands for a measure, and so for a page."""
    measure = Measure.objects.create(key="matt", name="Måttet")
    MeasureSource.objects.create(key="kalla", measure=measure, series=bench.series, main=True)


def test_what_is_put_stands_beside_what_was(bench):
    bench.store(reading(NORTH, 2024, 40.0))
    stored = put(bench.series, [row(bench, SOUTH, 2024, 50.0), row(bench, SOUTH, 2023, None)])
    assert (stored.inserted, stored.missing, stored.withdrawn) == (1, 1, 0)
    assert bench.table() == {
        (NORTH, "2024", "T"): 40.0, (SOUTH, "2024", "T"): 50.0, (SOUTH, "2023", "T"): None,
    }  # fmt: skip
    assert bench.row(SOUTH, 2024).provenance == "manual"
    assert bench.row(SOUTH, 2024).refresh is None
    assert PageTouch.objects.filter(tags=["figures", "measure:matt"]).exists()


def test_what_is_put_again_is_written_once(bench):
    put(bench.series, [row(bench, NORTH, 2024, 40.0)])
    touched = PageTouch.objects.count()
    stored = put(bench.series, [row(bench, NORTH, 2024, 40.0)])
    assert not stored.changed
    assert PageTouch.objects.count() == touched


def test_another_value_in_the_same_place_is_a_revision(bench):
    put(bench.series, [row(bench, NORTH, 2024, 40.0)])
    stored = put(bench.series, [row(bench, NORTH, 2024, 41.0)])
    assert stored.revised == 1
    assert bench.revisions() == [("revised", 40.0, 41.0)]
    assert bench.row(NORTH, 2024).revised


def test_after_a_put_the_next_reading_is_compared(bench):
    bench.store(reading(NORTH, 2024, 40.0))
    put(bench.series, [row(bench, NORTH, 2024, 41.0)])
    bench.store(reading(NORTH, 2024, 40.0))
    assert bench.table()[NORTH, "2024", "T"] == 40.0
    bench.series.refresh_from_db()
    assert bench.series.digest
    forget_digest(bench.series)
    bench.series.refresh_from_db()
    assert bench.series.digest == ""


def test_a_large_series_is_compared_row_by_row(bench):
    """More rows than the planner guesses by itself, of which a few have changed."""
    bench.series.first_year = 2010
    bench.series.save()
    readings = [
        Reading("N00001", area, Period(year, month), gender, float(year % 100))
        for area in bench.areas
        for year in range(2010, 2027)
        for month in range(9)
        for gender in "TKM"
    ]
    assert len(readings) > LARGE
    assert bench.store(*readings).inserted == len(readings)
    changed = [
        replace(each, value=0.5) if each.period == Period(2015, 3) else each
        for each in readings[:-2]
    ]
    stored = bench.store(*changed)
    assert (stored.revised, stored.withdrawn) == (15, 2)
    assert Observation.objects.filter(value=0.5, revised=True).count() == 15
