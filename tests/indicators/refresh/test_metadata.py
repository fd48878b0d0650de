"""Titles, levels and divisions are pinned; what the source says of its calendar is not."""

from datetime import date

import pytest

from indicators.services.refresh.metadata import compare, ended_in
from indicators.sources.base import SeriesFacts
from tests.indicators.refresh.making import make_series

pytestmark = pytest.mark.django_db
TITLE = "Nyckeltal N00001, andel (%)"


def said(**changes):
    return SeriesFacts(**{"external_id": "N00001", "title": TITLE, "levels": "K",
                          "gendered": True, **changes})  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "Annat"}, f"Källan kallar serien ”Annat” i stället för ”{TITLE}”."),
        ({"levels": "L"}, "Källan har serien för regioner i stället för kommuner."),
        ({"levels": "A"}, "Källan har serien för kommuner och regioner i stället för kommuner."),
        ({"levels": "?"}, "Källan har serien för ? i stället för kommuner."),
        ({"gendered": False}, "Källan delar inte längre upp serien efter kön."),
    ],
)
def test_a_change_is_said_in_a_sentence_and_kept_for_review(db, changes, sentence):
    series = make_series()
    assert compare(series, said(**changes)) == sentence
    series.refresh_from_db()
    assert series.review_note == sentence
    assert series.title == TITLE
    assert series.review_facts == {"title": TITLE, "levels": "K", "gendered": True} | changes


def test_several_changes_are_several_sentences(db):
    note = compare(make_series(gendered=False), said(title="Annat"))
    assert note.endswith("Källan delar nu upp serien efter kön.")
    assert note.startswith("Källan kallar serien ”Annat”")


@pytest.mark.parametrize(
    "changes",
    [{}, {"levels": ""}, {"gendered": None}, {"title": f"  {TITLE.replace(' ', chr(0xA0))} "}],
)
def test_what_is_the_same_or_not_said_is_no_change(db, changes):
    series = make_series()
    assert compare(series, said(**changes)) == ""
    series.refresh_from_db()
    assert (series.title, series.levels, series.gendered) == (TITLE, "K", True)


def test_what_was_never_pinned_is_pinned_now(db):
    series = make_series(title="", levels="")
    assert compare(series, said(title="Ett\xa0namn", levels="A")) == ""
    series.refresh_from_db()
    assert (series.title, series.levels) == ("Ett namn", "A")


def test_the_sources_calendar_and_description_follow_it_without_history(db):
    series = make_series()
    versions = series.history.count()
    days = {"publication_date": date(2026, 12, 1), "preliminary_date": date(2026, 11, 1)}
    compare(series, said(**days, publication_period="2025", description="Så här räknas det."))
    series.refresh_from_db()
    assert (series.publication_date, series.preliminary_date) == tuple(days.values())
    assert (series.publication_period, series.description) == ("2025", "Så här räknas det.")
    compare(series, said())
    series.refresh_from_db()
    assert (series.publication_date, series.description) == (None, "Så här räknas det.")
    assert series.history.count() == versions


@pytest.mark.parametrize(
    ("title", "year"),
    [("Antal (- 2024)", 2024), ("Index (-2023)", 2023), ("Andel (%)", None),
     ("Andel (- 2024), ny metod", None), ("x ( -  2019 ) ", 2019)],
)  # fmt: skip
def test_an_ended_series_says_so_last_in_its_title(title, year):
    assert ended_in(title) == year
