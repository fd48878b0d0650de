"""Dates as Swedish writes them, and only as much of them as is known."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django import forms
from django.utils import formats

from foundation.forms.fields import IsoDateField
from foundation.text.dates import (
    DatePrecision,
    date_and_time,
    date_in_words,
    iso_date,
    known_date,
    long_date,
    today,
)

DAY = date(2026, 4, 17)


def spaced(text):
    return text.replace("\u00a0", " ")


def test_a_long_date_is_whole_and_does_not_break():
    assert long_date(DAY) == "den\u00a017\u00a0april\u00a02026"
    assert spaced(long_date(date(2026, 5, 1))) == "den 1 maj 2026"


def test_a_date_in_a_table():
    assert iso_date(DAY) == "2026-04-17"


def test_a_moment_is_told_in_swedish_time_winter_and_summer():
    assert spaced(date_and_time(datetime(2026, 7, 1, 12, 2, tzinfo=UTC))).endswith("kl. 14.02")
    assert spaced(date_and_time(datetime(2026, 1, 1, 12, 2, tzinfo=UTC))).endswith("kl. 13.02")


def test_a_moment_near_midnight_has_the_swedish_date():
    said = spaced(date_and_time(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)))
    assert said == "den 2 juli 2026 kl. 00.30"


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (DatePrecision.DAY, "17 april 2026"),
        (DatePrecision.MONTH, "april 2026"),
        (DatePrecision.SEASON, "våren 2026"),
        (DatePrecision.YEAR, "2026"),
        (DatePrecision.UNKNOWN, "datum okänt"),
    ],
)
def test_only_what_is_known_is_said(precision, said):
    assert spaced(known_date(DAY, precision)) == said


def test_a_date_that_is_not_there_is_unknown_whatever_its_precision():
    assert all(known_date(None, precision) == "datum okänt" for precision in DatePrecision)


def test_the_prefix_stands_before_a_full_day_only():
    assert spaced(known_date(DAY, DatePrecision.DAY, prefix="den")) == "den 17 april 2026"
    assert spaced(known_date(DAY, DatePrecision.MONTH, prefix="den")) == "april 2026"
    assert known_date(DAY, DatePrecision.YEAR, prefix="den") == "2026"


@pytest.mark.parametrize(
    ("month", "season"),
    [(12, "vintern"), (1, "vintern"), (3, "våren"), (5, "våren"), (6, "sommaren"), (11, "hösten")],
)
def test_every_month_lies_in_a_season(month, season):
    assert known_date(date(2026, month, 1), DatePrecision.SEASON).startswith(season)


@time_machine.travel("2026-12-31 23:30 +0000")
def test_today_is_the_date_in_sweden():
    assert today() == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17 april 2026", DAY),
        ("den 17 April 2026", DAY),
        (" 1 maj 2026 ", date(2026, 5, 1)),
        ("29 februari 2028", date(2028, 2, 29)),
        ("29 februari 2026", None),
        ("17 May 2026", None),
        ("april 2026", None),
        ("17 april 2026 eller så", None),
    ],
)
def test_a_date_in_words_is_read(typed, meant):
    assert date_in_words(typed) == meant


@pytest.mark.parametrize("field", [IsoDateField, forms.DateField])
@pytest.mark.parametrize("typed", ["2026-04-17", "17/4 2026", "17/04 2026"])
def test_swedish_ways_of_typing_a_date_are_taken(field, typed):
    assert field().clean(typed) == DAY


def test_the_portals_own_field_takes_words_and_digits_too():
    assert IsoDateField().clean("20260417") == DAY
    assert IsoDateField().clean("17 maj 2026") == date(2026, 5, 17)
    assert IsoDateField().clean(DAY) == DAY


@pytest.mark.parametrize("field", [IsoDateField, forms.DateField])
@pytest.mark.parametrize(
    "typed",
    ["04/17/2026", "4/17/26", "Apr 17 2026", "April 17, 2026", "17 May 2026", "13/13 2026", "igår"],
)
def test_american_and_english_dates_are_not(field, typed):
    """04/05/2026 would be read as April by one and May by another: neither is taken."""
    with pytest.raises(forms.ValidationError):
        field().clean(typed)


def test_a_date_that_could_be_misread_is_refused():
    for field in (IsoDateField, forms.DateField):
        with pytest.raises(forms.ValidationError):
            field().clean("04/05/2026")


def test_moments_and_times_are_typed_as_here():
    assert forms.DateTimeField().clean("2026-04-17T14:02").minute == 2
    assert forms.DateTimeField().clean("2026-04-17 14.02").hour == 14
    assert forms.TimeField().clean("14.02").hour == 14
    for american in ("04/17/2026 2:02 PM", "04/17/26 14:02"):
        with pytest.raises(forms.ValidationError):
            forms.DateTimeField().clean(american)


def test_templates_show_dates_the_same_way():
    assert formats.date_format(DAY) == "17 april 2026"
    assert formats.date_format(DAY, "SHORT_DATE_FORMAT") == "2026-04-17"
