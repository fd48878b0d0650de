"""What is held back follows the source: its own corrections are nobody's judgement."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from foundation.models import StatusChange
from indicators.models import QuarantinedValue
from indicators.services import quarantine
from tests.factories import fresh, make_county, make_user
from tests.indicators.refresh.making import NORTH, SOUTH, make_series, reading

pytestmark = pytest.mark.django_db


def north(bench, value, **more):
    """A complete reading in which only one value differs from time to time."""
    return bench.store(reading(NORTH, 2024, value), reading(SOUTH, 2024, 50.0), **more)


def values(bench, state="open"):
    return [each.value for each in bench.held(state)]


@pytest.fixture
def held(bench):
    north(bench, 40.0)
    north(bench, 104.0)
    assert values(bench) == [104.0]
    return bench.held()[0]


def test_a_value_that_returns_after_having_been_missing_waits_again(bench, held):
    north(bench, None)
    assert (values(bench), values(bench, "corrected")) == ([], [104.0])
    stored = north(bench, 104.0)
    assert (values(bench), stored.quarantined, stored.notes) == ([104.0], 1, ())


def test_of_values_that_alternate_the_last_one_waits(bench, held):
    north(bench, 105.0)
    north(bench, 104.0)
    assert values(bench) == [104.0]
    assert sorted(values(bench, "corrected")) == [104.0, 105.0]


def test_a_correction_among_changes_does_not_hide_the_value_in_the_next_complete_reading(
    bench, held
):
    bench.store(reading(NORTH, 2024, 40.0), complete=False)
    assert values(bench) == []
    assert north(bench, 104.0).quarantined == 1
    assert values(bench) == [104.0]


def test_a_held_value_that_a_complete_reading_lacks_waits_no_more(bench, held):
    bench.store(reading(SOUTH, 2024, 50.0), complete=False)
    assert values(bench) == [104.0], "a reading of changes says nothing of the rest"
    bench.store(reading(SOUTH, 2024, 50.0))
    assert values(bench) == []
    assert bench.held("corrected")[0].note == "Källan har inte kvar värdet."


def test_a_held_value_outside_what_was_asked_for_goes_on_waiting(bench, held):
    bench.store(reading(SOUTH, 2024, 50.0), areas={SOUTH: bench.areas[SOUTH].pk})
    bench.store(reading(SOUTH, 2025, 50.0), first_year=2025)
    assert values(bench) == [104.0]


def test_a_held_value_that_the_source_deletes_waits_no_more(bench, held):
    bench.store(reading(NORTH, 2024, None, withdrawn=True), complete=False)
    assert values(bench) == []
    assert bench.held("corrected")[0].note == "Källan har inte kvar värdet."


def test_a_value_within_limits_that_have_been_widened_is_stored_and_says_why(bench, held):
    bench.series.highest = 110.0
    bench.series.save()
    north(bench, 104.0)
    assert bench.table()[NORTH, "2024", "T"] == 104.0
    assert "gränser, som har ändrats" in bench.held("corrected")[0].note


def test_what_a_person_dismissed_gives_way_to_nothing_else_that_waits(bench, held):
    make_county()
    steward = fresh(make_user("fou", "steward_indicators"))
    quarantine.dismiss(held.pk, user=steward, note="Fel enhet.")
    north(bench, 105.0)
    stored = north(bench, 104.0)
    assert stored.notes == ("Värden som någon har avvisat togs inte emot igen: 1.",)
    assert values(bench) == []
    assert values(bench, "corrected") == [105.0]


def test_the_system_signs_what_it_lets_go(bench, held):
    north(bench, 41.0)
    change = StatusChange.objects.get(transition="correct")
    assert (change.source, change.target, change.actor) == ("open", "corrected", None)


def test_what_was_let_go_before_the_two_were_told_apart_is_compared_anew(bench, held):
    north(bench, 40.0)
    by_person = make_series("N00002")
    place = {"area": bench.areas[NORTH], "year": 2024, "gender": "T", "value": 104.0}
    QuarantinedValue.objects.create(
        **place, series=by_person, refresh=bench.refresh, state="dismissed", note="Fel enhet.",
        handled_by=make_user("fou", "steward_indicators"), seen_at=timezone.now(),
    )  # fmt: skip
    QuarantinedValue.objects.filter(state="corrected").update(state="dismissed")
    north(bench, 104.0)
    assert values(bench) == []
    import_module("indicators.migrations.0007_corrected_is_no_judgement").tell_apart(apps, None)
    assert values(bench, "corrected") == [104.0]
    assert QuarantinedValue.objects.get(series=by_person).state == "dismissed"
    north(bench, 104.0)
    assert values(bench) == [104.0]
