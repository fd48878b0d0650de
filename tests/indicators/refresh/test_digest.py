"""The fingerprint of a reading: the same for the same in any order, another for anything else."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from indicators import provenance
from indicators.services.refresh.digest import digest
from indicators.sources.base import Period
from tests.indicators.refresh.making import NORTH, SOUTH, reading

pytestmark = pytest.mark.django_db
READINGS = [
    reading(NORTH, 2023, 40.0),
    reading(NORTH, 2024, None, status="Missing"),
    reading(SOUTH, 2024, 0.1 + 0.2, "K", count=9),
    reading(SOUTH, 2024, None, "M", withdrawn=True),
]


def test_the_order_does_not_matter(bench):
    first = digest(bench.series, READINGS, bench.scope())
    assert len(first) == 64
    for seed in range(5):
        mixed = list(READINGS)
        Random(seed).shuffle(mixed)
        assert digest(bench.series, mixed, bench.scope()) == first


CHANGES = [
    {"area": SOUTH}, {"period": Period(2022)}, {"period": Period(2023, 1)}, {"gender": "K"},
    {"value": 40.0 + 1e-13}, {"value": None}, {"status": "x"}, {"count": 2}, {"withdrawn": True},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_anything_in_a_reading_matters(bench, change):
    before = digest(bench.series, READINGS, bench.scope())
    changed = [replace(READINGS[0], **change), *READINGS[1:]]
    assert digest(bench.series, changed, bench.scope()) != before


def test_one_reading_more_or_less_matters(bench):
    before = digest(bench.series, READINGS, bench.scope())
    assert digest(bench.series, READINGS[1:], bench.scope()) != before
    assert digest(bench.series, [*READINGS, READINGS[0]], bench.scope()) != before


@pytest.mark.parametrize(
    "change",
    [{"lowest": 1.0}, {"highest": None}, {"preliminary_date": date(2026, 1, 1),
     "publication_date": date(2027, 1, 1), "publication_period": "2025"}],
    ids=str,
)  # fmt: skip
def test_what_readings_are_judged_by_matters(bench, change):
    before = digest(bench.series, READINGS, bench.scope())
    for name, value in change.items():
        setattr(bench.series, name, value)
    assert digest(bench.series, READINGS, bench.scope()) != before


@pytest.mark.parametrize("change", [{"first_year": 2000}, {"last_year": 2030}, {"areas": {}}])
def test_what_was_asked_for_matters(bench, change):
    before = digest(bench.series, READINGS, bench.scope())
    assert digest(bench.series, READINGS, bench.scope(**change)) != before


def test_where_it_was_read_matters(bench, settings, monkeypatch):
    before = digest(bench.series, READINGS, bench.scope())
    settings.KOLADA_BASE_URL = "http://localhost:1/v3"
    made_up = digest(bench.series, READINGS, bench.scope())
    monkeypatch.setattr(provenance, "_extracts", [])
    assert len({before, made_up, digest(bench.series, READINGS, bench.scope())}) == 3


def test_readings_that_contradict_themselves_have_no_fingerprint(bench):
    both = [reading(NORTH, 2024, 1.0), reading(NORTH, 2024, None)]
    assert digest(bench.series, both, bench.scope()) == ""
