"""Numbers as Swedish writes them."""

from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.numbers import counted, number


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0, None, "0"),
        (999, None, "999"),
        (1234, None, "1 234"),
        (1234567, None, "1 234 567"),
        (1234.5, None, "1 234,5"),
        (Decimal("1234.50"), None, "1 234,50"),
        (Decimal("0.1"), None, "0,1"),
        (2.345, 1, "2,3"),
        (2, 1, "2,0"),
        (-1234, None, "-1 234"),
        (-0.04, 1, "0,0"),
        (1e-07, None, "0,0000001"),
        (1e16, None, "10 000 000 000 000 000"),
    ],
)
def test_the_comma_and_the_space(value, decimals, said):
    assert number(value, decimals).replace("\u00a0", " ") == said


@given(st.integers(-(10**15), 10**15))
def test_a_number_never_breaks_and_keeps_its_digits(value):
    said = number(value)
    assert " " not in said
    assert int(said.replace("\u00a0", "")) == value


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "noll beslut"), (1, "ett beslut"), (12, "tolv beslut"), (13, "13 beslut")],
)
def test_small_numbers_are_words(count, said):
    assert counted(count, "beslut", "beslut") == said


def test_words_of_the_common_gender_have_their_own_one():
    assert counted(1, "satsning", "satsningar", common=True) == "en satsning"
    assert counted(2, "satsning", "satsningar", common=True) == "två satsningar"
    assert counted(1, "mål", "mål") == "ett mål"


def test_large_counts_are_grouped():
    assert counted(1234, "rad", "rader", common=True).replace("\u00a0", " ") == "1 234 rader"


@pytest.mark.parametrize(("typed", "meant"), [("1234,5", "1234.5"), ("0,1", "0.1"), ("7", "7")])
def test_a_localised_field_reads_the_comma(typed, meant):
    assert forms.DecimalField(localize=True).clean(typed) == Decimal(meant)
