"""How numbers are read, and which texts are stopped."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diary.numbers import DiaryNumber, parse, parsed, squeeze
from foundation.errors import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NSV26-0031-1", "NSV26-0031-1"),
        ("NSV 22-0026", "NSV22-0026"),
        ("NSV23- 0040-6", "NSV23-0040-6"),
        (" nsv23-0040-6 ", "NSV23-0040-6"),
        ("NSV23\u20110008\u20137", "NSV23-0008-7"),
        ("NSV\u00a023\u22120008", "NSV23-0008"),
        ("LS-LED18-1565-4", "LS-LED18-1565-4"),
        ("GNVO11-020", "GNVO11-020"),
        ("ÅÄÖ05-12345-9999", "ÅÄÖ05-12345-9999"),
        ("ＮＳＶ２６-0001", "NSV26-0001"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, kept):
    assert str(parse(typed)) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "NSV", "26-0031", "NSV26", "NSV26-31", "NSV26-123456", "NSV2026-0031", "NSV26-0031-",
        "NSV26-0031-12345", "NSV26-0031-1-1", "NSV26-0000", "NSV26-0001-0", "A-B-C26-0001",
        "-NSV26-0001", "NSV26/0031", "NSV26-003a", "NSV26-00٣١",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_an_example(typed):
    assert parse(typed) is None
    with pytest.raises(Refused, match=r"inget diarienummer.*ABC23-0040-6") as refusal:
        parsed(typed)
    assert refusal.value.problems[0].field == "number_text"


def test_the_year_of_two_digits_has_a_century():
    assert parse("NSV26-0001").year == 2026
    assert parse("NSV69-0001").year == 2069
    assert parse("GNVO98-020").year == 1998


NUMBERS = st.builds(
    DiaryNumber,
    prefix=st.from_regex(r"[A-ZÅÄÖ]{1,6}(-[A-ZÅÄÖ]{1,4})?", fullmatch=True),
    year=st.integers(1970, 2069),
    case=st.integers(1, 999),
    document=st.none() | st.integers(1, 9999),
    digits=st.integers(3, 5),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NUMBERS, st.data())
def test_any_number_survives_blanks_dashes_and_small_letters(number, data):
    written = "".join(
        sign.lower().replace("-", data.draw(st.sampled_from("-‐‑‒–—−")))
        + data.draw(st.sampled_from(["", " ", "\u00a0", "\t"]))
        for sign in str(number)
    )
    assert parse(written) == number
    assert squeeze(squeeze(written)) == squeeze(written)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_reading_any_text_twice_gives_the_same(text):
    number = parse(text)
    assert number is None or parse(str(number)) == number
