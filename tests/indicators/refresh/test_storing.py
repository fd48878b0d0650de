"""One series as read, brought into the table: what is new, changed, gone, back, held, refused."""

from datetime import date

import pytest

from indicators.models import Observation, Provenance, QuarantinedValue, Revision
from indicators.sources.base import Period, Reading, SourceError
from tests.indicators.refresh.making import (
    COUNTRY,
    GROUP,
    NORTH,
    REGION,
    SOUTH,
    TODAY,
    make_refresh,
    reading,
)

pytestmark = pytest.mark.django_db


def values(north=40.0, south=50.0):
    return (
        reading(NORTH, 2024, north),
        reading(SOUTH, 2024, south),
        reading(NORTH, 2024, 30.0, "K"),
    )


def test_a_first_reading_is_stored_and_nothing_of_it_is_a_revision(bench):
    stored = bench.store(*values())
    assert bench.table() == {
        (NORTH, "2024", "T"): 40.0,
        (SOUTH, "2024", "T"): 50.0,
        (NORTH, "2024", "K"): 30.0,
    }
    assert (stored.values, stored.inserted, stored.revised, stored.missing) == (3, 3, 0, 0)
    assert bench.revisions() == []
    row = bench.row(NORTH, 2024)
    assert row.refresh == bench.refresh
    assert not row.revised


def test_the_same_reading_in_another_order_writes_nothing_but_when_it_was_read(bench):
    bench.store(*values())
    before = list(bench.rows().values())
    bench.series.refresh_from_db()
    first_read = bench.series.read_at
    bench.refresh = make_refresh(status="ok")
    stored = bench.store(*reversed(values()))
    assert not stored.changed
    assert (stored.values, stored.inserted, stored.revised) == (3, 0, 0)
    assert list(bench.rows().values()) == before
    bench.series.refresh_from_db()
    assert bench.series.read_at > first_read


def test_what_the_refresh_remembers_of_a_series_is_no_change_of_the_countys(bench):
    version, rows = bench.series.version, bench.series.history.count()
    bench.store(*values())
    bench.series.refresh_from_db()
    assert bench.series.digest
    assert bench.series.version == version
    assert bench.series.history.count() == rows


def test_the_comparison_is_not_skipped_when_what_it_is_judged_by_has_changed(bench):
    bench.store(reading(NORTH, 2024, 80.0))
    bench.series.highest = 60.0
    bench.series.save()
    bench.store(reading(NORTH, 2024, 80.0))
    assert [held.value for held in bench.held()] == [80.0]


def test_a_changed_value_keeps_what_it_was(bench):
    bench.store(*values(north=40.0))
    bench.refresh = make_refresh(status="ok")
    stored = bench.store(*values(north=41.5))
    assert (stored.inserted, stored.revised, stored.withdrawn) == (0, 1, 0)
    assert bench.revisions() == [("revised", 40.0, 41.5)]
    row = bench.row(NORTH, 2024)
    assert (row.value, row.revised, row.refresh) == (41.5, True, bench.refresh)
    revision = Revision.objects.get()
    assert (revision.refresh, revision.old_provenance) == (bench.refresh, Provenance.KOLADA)
    untouched = bench.row(SOUTH, 2024)
    assert not untouched.revised
    assert untouched.refresh != bench.refresh


def test_a_difference_within_the_tolerance_is_no_revision(bench):
    bench.store(reading(NORTH, 2024, 20.94037663))
    bench.store(reading(NORTH, 2024, 20.94037663 + 1e-10))
    assert bench.revisions() == []
    assert bench.row(NORTH, 2024).value == 20.94037663
    bench.store(reading(NORTH, 2024, 20.94037663 + 1e-8))
    assert len(bench.revisions()) == 1


def test_no_value_is_missing_and_never_zero(bench):
    stored = bench.store(reading(NORTH, 2024, None, status="Missing"), reading(SOUTH, 2024, 0.0))
    assert stored.missing == 1
    assert stored.inserted == 1
    row = bench.row(NORTH, 2024)
    assert row.value is None
    assert row.status == "Missing"
    assert bench.row(SOUTH, 2024).value == 0.0


def test_a_value_where_it_was_missing_is_a_first_value(bench):
    bench.store(reading(NORTH, 2024, None), reading(SOUTH, 2024, 1.0))
    stored = bench.store(reading(NORTH, 2024, 12.0), reading(SOUTH, 2024, 1.0))
    assert (stored.inserted, stored.revised) == (1, 0)
    assert bench.revisions() == []
    assert not bench.row(NORTH, 2024).revised


def test_a_value_that_becomes_missing_is_revised_and_so_is_the_one_after_it(bench):
    bench.store(reading(NORTH, 2024, 12.0))
    bench.store(reading(NORTH, 2024, None))
    bench.store(reading(NORTH, 2024, 13.0))
    assert bench.revisions() == [("revised", 12.0, None), ("revised", None, 13.0)]
    assert bench.row(NORTH, 2024).revised


def test_what_is_absent_from_a_complete_reading_is_withdrawn_not_deleted(bench):
    bench.store(*values())
    stored = bench.store(*values()[1:])
    assert stored.withdrawn == 1
    row = bench.row(NORTH, 2024)
    assert (row.withdrawn, row.value) == (True, 40.0)
    assert bench.revisions() == [("withdrawn", 40.0, None)]


def test_nothing_is_withdrawn_after_a_reading_of_changes(bench):
    bench.store(*values())
    stored = bench.store(reading(NORTH, 2024, 44.0), complete=False)
    assert (stored.revised, stored.withdrawn) == (1, 0)
    assert len(bench.table()) == 3


def test_nothing_outside_what_was_asked_for_is_withdrawn(bench):
    bench.store(*values(), reading(NORTH, 2021, 39.0))
    bench.store(reading(SOUTH, 2024, 50.0), first_year=2022, areas={SOUTH: bench.areas[SOUTH].pk})
    assert len(bench.table()) == 4


def test_a_value_that_the_source_says_is_deleted_is_withdrawn_at_once(bench):
    bench.store(*values())
    stored = bench.store(reading(NORTH, 2024, None, withdrawn=True), complete=False)
    assert stored.withdrawn == 1
    assert bench.row(NORTH, 2024).withdrawn
    again = bench.store(reading(NORTH, 2024, None, withdrawn=True), complete=False)
    assert again.withdrawn == 0
    assert bench.revisions() == [("withdrawn", 40.0, None)]


def test_a_deletion_of_what_was_never_here_leaves_no_row(bench):
    bench.store(reading(NORTH, 2024, None, withdrawn=True), complete=False)
    assert not bench.rows().exists()


def test_a_withdrawn_value_that_returns_is_noted(bench):
    bench.store(*values())
    bench.store(*values()[1:])
    stored = bench.store(*values())
    assert stored.returned == 1
    assert bench.revisions()[-1] == ("returned", 40.0, 40.0)
    row = bench.row(NORTH, 2024)
    assert (row.withdrawn, row.revised) == (False, False)


def test_a_withdrawn_value_that_returns_as_another_is_also_revised(bench):
    bench.store(*values())
    bench.store(*values()[1:])
    bench.store(*values(north=45.0))
    assert bench.revisions()[-1] == ("returned", 40.0, 45.0)
    assert bench.row(NORTH, 2024).revised


def test_after_a_reading_of_changes_the_next_complete_one_is_compared(bench):
    """The source changes a value and changes it back: the fingerprint is that of before."""
    bench.store(*values())
    bench.store(reading(NORTH, 2024, 99.0), complete=False)
    bench.store(*values())
    assert bench.table()[NORTH, "2024", "T"] == 40.0


def test_a_complete_reading_with_nothing_in_it_is_a_finding_not_a_deletion(bench):
    bench.store(*values())
    with pytest.raises(SourceError, match="inga uppgifter alls"):
        bench.store()
    assert len(bench.table()) == 3
    assert bench.revisions() == []


def test_a_series_that_never_had_values_may_be_empty(bench):
    stored = bench.store()
    bench.series.refresh_from_db()
    assert stored.values == 0
    assert bench.series.read_at is not None


def test_the_same_value_twice_counts_once(bench):
    stored = bench.store(reading(NORTH, 2024, 40.0), reading(NORTH, 2024, 40.0))
    assert stored.inserted == 1
    assert stored.notes == ("Värden som kom två gånger räknades en gång: 1.",)


@pytest.mark.parametrize("other", [41.0, None])
def test_two_values_for_one_place_change_nothing(bench, other):
    bench.store(*values())
    before = list(bench.rows().values())
    with pytest.raises(SourceError, match=f"två olika värden för N00001, område {NORTH}, 2024"):
        bench.store(reading(NORTH, 2024, 70.0), reading(NORTH, 2024, other))
    assert list(bench.rows().values()) == before


def test_unknown_areas_and_years_to_come_are_refused_with_a_note(bench):
    stored = bench.store(
        reading(NORTH, 2024, 40.0),
        reading("1234", 2024, 41.0),
        reading(NORTH, TODAY.year + 1, 42.0),
        reading(NORTH, TODAY.year + 2, 43.0),
        reading(NORTH, 2024, 44.0, "F"),
    )
    assert set(bench.table()) == {(NORTH, "2024", "T"), (NORTH, "2027", "T")}
    assert set(stored.notes) == {
        "Värden för okända områden togs inte emot: 1.",
        "Värden för år som inte har varit togs inte emot: 1.",
        "Värden med okänd period eller okänt kön togs inte emot: 1.",
    }


def test_months_are_periods_of_their_own(bench):
    march = Reading("N00001", NORTH, Period(2024, 3), "T", 5.0)
    bench.store(march, reading(NORTH, 2024, 40.0))
    assert bench.table() == {(NORTH, "2024-03", "T"): 5.0, (NORTH, "2024", "T"): 40.0}


def test_a_status_is_kept_as_it_is_whatever_it_holds(bench):
    odd = "a\tb\\N\nc\r\x00åäö"
    bench.store(reading(NORTH, 2024, 1.0, status=odd), reading(SOUTH, 2024, 1.0, status="x" * 40))
    assert bench.row(NORTH, 2024).status == "a\tb\\N\nc\råäö"
    assert bench.row(SOUTH, 2024).status == "x" * 20


def test_another_status_is_written_without_being_a_revision(bench):
    bench.store(reading(NORTH, 2024, 1.0))
    written = bench.row(NORTH, 2024).written_at
    stored = bench.store(reading(NORTH, 2024, 1.0, status="M", count=9))
    row = bench.row(NORTH, 2024)
    assert (row.status, row.count, row.written_at) == ("M", 9, written)
    assert (stored.revised, stored.inserted, bench.revisions()) == (0, 0, [])


def test_counts_beyond_the_column_do_not_stop_a_series(bench):
    bench.store(reading(GROUP, 2024, 1.0, count=9), reading(COUNTRY, 2024, 2.0, count=10**9))
    assert bench.row(GROUP, 2024).count == 9
    assert bench.row(COUNTRY, 2024).count == 32767


def test_large_numbers_and_small_survive_exactly(bench):
    bench.series.lowest = bench.series.highest = None
    bench.series.save()
    exact = {REGION: 1 / 3, NORTH: 1.7976931348623157e308, SOUTH: -5e-324}
    bench.store(*(reading(area, 2024, value) for area, value in exact.items()))
    assert {area: bench.row(area, 2024).value for area in exact} == exact


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused_and_the_earlier_value_stays(bench, value):
    bench.series.lowest = bench.series.highest = None
    bench.series.save()
    bench.store(reading(NORTH, 2024, 40.0))
    stored = bench.store(reading(NORTH, 2024, value))
    assert bench.table() == {(NORTH, "2024", "T"): 40.0}
    assert stored.notes == ("Värden som inte är tal togs inte emot: 1.",)


PERIODS = [
    (date(2026, 11, 1), date(2026, 12, 1), "2025", True),
    (date(2026, 11, 23), date(2026, 12, 1), "2025", True),
    (date(2026, 11, 24), date(2026, 12, 1), "2025", False),
    (date(2026, 11, 1), date(2026, 11, 23), "2025", False),
    (date(2026, 11, 1), date(2026, 12, 1), "2024", False),
    (None, date(2026, 12, 1), "2025", False),
]


@pytest.mark.parametrize(("first", "last", "period", "expected"), PERIODS)
def test_a_value_may_be_preliminary_between_the_two_publications(
    bench, first, last, period, expected
):
    bench.series.preliminary_date, bench.series.publication_date = first, last
    bench.series.publication_period = period
    bench.series.save()
    bench.store(reading(NORTH, 2025, 40.0))
    assert bench.row(NORTH, 2025).preliminary is expected


def test_a_preliminary_value_becomes_final_without_a_change_of_value(bench):
    bench.series.preliminary_date, bench.series.publication_date = TODAY, date(2026, 12, 1)
    bench.series.publication_period = "2025"
    bench.series.save()
    bench.store(reading(NORTH, 2025, 40.0))
    bench.store(reading(NORTH, 2025, 40.0), today=date(2026, 12, 1))
    assert not bench.row(NORTH, 2025).preliminary
    assert bench.revisions() == []


def test_one_series_does_not_touch_another(bench):
    from tests.indicators.refresh.making import make_series

    bench.store(*values())
    other = make_series("N00002")
    bench.series, first = other, bench.series
    bench.store(reading(NORTH, 2024, 1.0, series="N00002"))
    assert len(bench.table(series=first)) == 3
    assert Observation.objects.count() == 4
    assert not QuarantinedValue.objects.exists()
