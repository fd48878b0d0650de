"""Ticks are round, hold every value, keep within what is possible, and read as Swedish."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.charts.scales import Scale, amount, value_ticks, year_ticks

numbers = st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False)


@given(st.lists(numbers, min_size=1, max_size=30), st.integers(2, 8))
def test_every_value_stands_between_the_first_and_the_last_tick(values, wanted):
    ticks = value_ticks(values, wanted=wanted)
    slack = (ticks.high - ticks.low) * 1e-6
    assert ticks.low - slack <= min(values)
    assert ticks.high + slack >= max(values)
    assert 2 <= len(ticks.values) <= 2 * wanted + 2


@given(st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=20))
def test_percent_never_goes_outside_what_percent_can_be(values):
    ticks = value_ticks(values, floor=0, ceiling=100)
    assert ticks.low >= 0
    assert ticks.high <= 100 or max(values) > 99.99


@given(st.lists(numbers, min_size=1, max_size=20))
def test_ticks_are_evenly_apart_and_written_apart(values):
    assume(max(values) == 0 or max(map(abs, values)) > 1e-3)
    ticks = value_ticks(values)
    steps = [b - a for a, b in pairwise(ticks.values)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6, abs_tol=1e-9) for step in steps)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([12.3, 15.1], ["12", "13", "14", "15", "16"]),
        ([0.2, 99], ["0", "25", "50", "75", "100"]),
        ([0.61, 0.74], ["0,60", "0,65", "0,70", "0,75"]),
        ([2300, 4100], ["2 000", "2 500", "3 000", "3 500", "4 000", "4 500"]),
    ],
)
def test_ticks_as_they_are_read(values, expected):
    ticks = value_ticks(values)
    assert [ticks.label(value) for value in ticks.values] == [
        text.replace(" ", "\u00a0") for text in expected
    ]


def test_one_single_value_has_an_axis_too():
    assert len(value_ticks([5.0]).values) > 1
    assert value_ticks([0.0]).low == 0
    assert value_ticks([]).values


@given(st.integers(1990, 2030), st.integers(0, 40), st.integers(50, 700))
def test_years_never_run_into_each_other_and_the_last_is_always_there(first, more, room):
    last = first + more
    shown = year_ticks(first, last, room, 45)
    assert shown[-1] == last
    assert shown[0] >= first
    if shown[1:]:
        per_year = room / (last - first)
        assert all((b - a) * per_year >= 45 or len(shown) == 2
                   for a, b in pairwise(shown))  # fmt: skip


def test_a_scale_may_run_upwards():
    scale = Scale(0, 100, 320, 20)
    assert (scale(0), scale(100), scale(50)) == (320, 20, 170)
    assert Scale(5, 5, 0, 10)(5) == 5


def test_numbers_are_swedish_and_zero_has_no_sign():
    assert amount(-1234.56, 1) == "−1\u00a0234,6"
    assert amount(-0.04, 1) == "0,0"
    assert amount(0.5, 0) == "1"
