"""Any sequence of readings, held against a model of a few lines, and the history against both."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.models import Observation, Revision
from indicators.services.refresh.absent import FEW_VALUES
from indicators.services.refresh.judging import TOLERANCE, same
from indicators.sources.base import SourceError
from tests.indicators.refresh.making import NORTH, SOUTH, reading

pytestmark = pytest.mark.django_db

PLACES = st.tuples(st.sampled_from((NORTH, SOUTH)), st.integers(2022, 2024), st.sampled_from("TK"))
VALUES = st.one_of(
    st.none(),
    st.sampled_from((0.0, 20.94037663, 20.94037663 + TOLERANCE / 10, 99.9)),
    st.floats(0, 100, allow_nan=False),
)
READINGS = st.dictionaries(PLACES, VALUES, min_size=1, max_size=8)
DELETED = st.sets(PLACES, max_size=3)


class Model:
    """What the table should hold after each reading."""

    def __init__(self):
        self.values, self.withdrawn = {}, set()

    def read(self, found, deleted, *, complete):
        if complete:
            self.withdrawn |= self.values.keys() - found.keys()
        else:
            self.withdrawn |= deleted & self.values.keys()
        for place, value in found.items():
            self.withdrawn.discard(place)
            if place not in self.values or not same(self.values[place], value):
                self.values[place] = value

    def refuses(self, found):
        """Whether a complete reading lacks whole areas or years that have values."""
        live = [place for place, value in self.table().items() if value is not None]
        areas = Counter(area for area, _, _ in live)
        lost = areas.keys() - {area for area, _, _ in found}
        years = {year for _, year, _ in live} - {year for _, year, _ in found}
        return len(years) > 1 or len(lost) > 1 or any(areas[each] > FEW_VALUES for each in lost)

    def table(self):
        return {place: v for place, v in self.values.items() if place not in self.withdrawn}


def stored():
    return {
        (row.area.code, row.year, row.gender): row
        for row in Observation.objects.select_related("area")
    }


def replayed(place):
    """The last word of a place's history, and whether any of it was a change of value."""
    area, year, gender = place
    rows = Revision.objects.filter(area__code=area, year=year, gender=gender).order_by("pk")
    return list(rows.values_list("kind", "old_value", "new_value"))


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sequence=st.lists(
        st.tuples(READINGS, DELETED, st.booleans(), st.booleans()), min_size=1, max_size=5
    )
)
def test_the_table_is_what_the_readings_say_and_the_history_leads_to_it(bench, sequence):
    with transaction.atomic():
        model = Model()
        for found, gone, complete, twice in sequence:
            deleted = gone - found.keys()
            given_now = [
                reading(area, year, value, gender) for (area, year, gender), value in found.items()
            ]
            if not complete:
                given_now += [
                    reading(area, year, None, gender, withdrawn=True)
                    for area, year, gender in deleted
                ]
            if complete and model.refuses(found):
                with pytest.raises(SourceError, match="behålls"):
                    bench.store(*given_now)
                continue
            bench.store(*given_now, complete=complete)
            model.read(found, deleted, complete=complete)
            if twice:
                count = Revision.objects.count()
                again = bench.store(*reversed(given_now), complete=complete)
                assert not again.changed
                assert Revision.objects.count() == count
        rows = stored()
        shown = {place: row.value for place, row in rows.items() if not row.withdrawn}
        assert shown.keys() == model.table().keys()
        for place, value in model.table().items():
            assert same(shown[place], value), place
        for place, row in rows.items():
            history = replayed(place)
            assert row.revised is _was_revised(history)
            if history:
                last = history[-1]
                assert (last[0] == "withdrawn") is (row.withdrawn and row.value is not None)
                if not row.withdrawn:
                    assert same(last[2], row.value)
        transaction.set_rollback(True)


def _was_revised(history):
    """A change of value, also over the time that the source had none."""
    return any(
        not same(old, new) and old is not None
        for kind, old, new in history
        if kind in {"revised", "returned"}
    )
