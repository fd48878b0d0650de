"""Personal numbers are found however they are written; other numbers are let through."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from foundation.text.personnummer import find_personnummer
from foundation.text.validators import no_personnummer

# Skatteverket's own examples for tests, which belong to nobody.
FICTIVE = "19121212-1212"


def check_digit(nine):
    """The Luhn digit of nine digits, computed apart from the code under test."""
    doubled = "".join(str(int(digit) * (2 - position % 2)) for position, digit in enumerate(nine))
    return str(-sum(map(int, doubled)) % 10)


def written(day, birth, *, coordination=False, century=True, between="-"):
    """A well-formed number of somebody born on `day`."""
    shown = f"{day:%y%m}{day.day + (60 if coordination else 0):02}"
    last = f"{birth:03}"
    whole = f"{shown}{between}{last}{check_digit(shown + last)}"
    return f"{day:%Y}"[:2] + whole if century else whole


numbers = st.builds(
    written,
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
    coordination=st.booleans(),
    century=st.booleans(),
    between=st.sampled_from(["-", "", " ", " - ", "–", "−", "\u2011", "\u00a0"]),
)


@given(
    numbers, st.sampled_from(["", "Hon, ", "nr:", "(", "pnr "]), st.sampled_from(["", ".", " å"])
)
def test_every_well_formed_number_is_found(number, before, after):
    assert find_personnummer(before + number + after) == [number]


@given(numbers, st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personal_number(number, off):
    wrong = number[:-1] + str((int(number[-1]) + off) % 10)
    assert find_personnummer(wrong) == []


@given(numbers, st.sampled_from("0123456789"))
def test_more_digits_make_it_another_kind_of_number(number, digit):
    assert number not in find_personnummer(number + digit)


@given(st.text(alphabet="0123456789 -+.abc", max_size=60))
def test_whatever_the_text_what_is_found_stands_in_it(text):
    for found in find_personnummer(text):
        assert found in text
        assert sum(character.isdigit() for character in found) in {10, 12}


@pytest.mark.parametrize(
    "text",
    [
        FICTIVE,
        "191212121212",
        "121212-1212",
        "1212121212",
        "121212+1212",
        "1912-12-12-1212",
        "1912-12-12 1212",
        "121272-1219",
        "121212 -\n1212",
    ],
)
def test_the_ways_people_write_them(text):
    assert find_personnummer(f"Ring {text} i morgon") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "212000-0076",
        "556036-0793",
        "NSV26-0032-2",
        "2026-04-17",
        "2026-04-17 14.02",
        "1 234 567 890",
        "SFS 2022:1697",
        "121313-1212",
        "120230-1234",
        "19121292-1212",
        "16121212-1212",
        "99121212-1212",
        "",
    ],
)
def test_other_numbers_are_let_through(text):
    assert find_personnummer(text) == []


def test_several_in_one_text():
    text = f"{FICTIVE} och {written(date(2001, 2, 3), 12)} men inte 212000-0076"
    assert len(find_personnummer(text)) == 2


def test_the_29th_of_february_only_in_leap_years():
    assert find_personnummer(written(date(2000, 2, 29), 7))
    shown = "010229"
    assert find_personnummer(f"{shown}-007{check_digit(shown + '007')}") == []


def test_the_validator_names_what_it_found():
    no_personnummer("Ett vanligt behov, 212000-0076.")
    with pytest.raises(ValidationError, match=f"ett personnummer \\({FICTIVE}\\). Ta bort det"):
        no_personnummer(f"Det gäller {FICTIVE}.")
