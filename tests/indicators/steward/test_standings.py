"""What the steward's pages are made from: how sources and series stand, and who is told of what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from county.models import Membership
from foundation.models import OutgoingMail
from foundation.text.dates import today
from foundation.waiting import waiting_for
from indicators import runs
from indicators.models import DataSeries, Observation, SeriesRead
from indicators.services.entries import enter_value, move_entry
from indicators.services.refresh.alarms import sound, stewards
from indicators.sources.base import Period
from tests.factories import fresh, log_in, make_user
from tests.indicators.refresh.making import NORTH, REGION, SOUTH, make_refresh, make_series, reading

pytestmark = pytest.mark.django_db


def standing(bench):
    return next(each for each in runs.series_standings() if each.series == bench.series)


def test_the_last_year_and_who_lacks_it(bench):
    bench.store(reading(NORTH, 2025, 40.0), reading(NORTH, 2024, 41.0), reading(SOUTH, 2023, 50.0))
    found = standing(bench)
    assert (found.last_year, found.areas) == (2025, 2)
    assert found.behind == [("Söderby", 2023)]
    assert found.without == []


def test_an_area_without_any_value_is_named(bench):
    bench.store(reading(NORTH, 2025, 40.0), reading(SOUTH, 2025, None))
    assert standing(bench).without == ["Söderby"]


def test_a_withdrawn_value_is_no_value(bench):
    bench.store(reading(NORTH, 2025, 40.0), reading(NORTH, 2024, 41.0))
    bench.store(reading(NORTH, 2024, 41.0))
    assert standing(bench).last_year == 2024


@pytest.mark.parametrize(("levels", "areas"), [("K", 2), ("L", 1), ("A", 3), ("", 3)])
def test_only_areas_of_the_series_level_can_lack_it(bench, levels, areas):
    bench.series.levels = levels
    bench.series.save()
    bench.store(reading(REGION, 2025, 1.0))
    assert standing(bench).areas == areas


def test_a_series_without_values_says_so_whatever_else_there_is(bench):
    bench.store(reading(NORTH, 2025, 1.0))
    other = make_series("N00002", ends_year=2024)
    found = next(each for each in runs.series_standings() if each.series == other)
    assert found.last_year is None
    assert found.without == ["Norrby", "Söderby"]
    assert found.ended_without_successor
    other.successor = bench.series
    assert not found.__class__(other).ended_without_successor


def test_standings_take_as_many_queries_for_many_series_as_for_one(
    bench, django_assert_num_queries
):
    bench.store(reading(NORTH, 2025, 1.0))
    with django_assert_num_queries(3):
        runs.series_standings()
    for number in range(2, 7):
        make_series(f"N0000{number}")
    with django_assert_num_queries(3):
        assert len(runs.series_standings()) == 6
    with django_assert_num_queries(2):
        runs.overview()


def test_a_source_stands_by_its_last_run_its_last_good_one_and_the_one_that_goes_on(bench):
    bench.refresh.delete()
    now = timezone.now()
    good, bad, _other = (
        make_refresh(status, asked_at=now - timedelta(days=days), source_key=key)
        for status, days, key in (("ok", 3, "kolada"), ("failed", 2, "kolada"), ("ok", 1, "scb"))
    )
    (found,) = runs.overview().sources
    assert (found.last, found.last_ok, found.active, found.is_fine) == (bad, good, None, False)
    active = make_refresh("running")
    (found,) = runs.overview().sources
    assert (found.active, found.last) == (active, bad)


def test_values_by_hand_are_no_source_to_fetch_from(bench):
    make_series("egen", source_key="manual")
    assert [each.key for each in runs.overview().sources] == ["kolada"]
    assert runs.overview().oldest is None
    bench.store(reading(NORTH, 2025, 1.0))
    bench.series.refresh_from_db()
    assert runs.overview().oldest == bench.series.read_at


def test_progress_counts_what_is_read_and_what_has_failed(bench):
    for number, state in enumerate(("done", "failed", "waiting"), 1):
        SeriesRead.objects.create(
            refresh=bench.refresh, series=make_series(f"N1000{number}"), batch=1, state=state,
            inserted=number,
        )  # fmt: skip
    found = runs.progress(bench.refresh)
    assert (found.done, found.failed, found.total, found.finished) == (1, 1, 3, 2)
    assert found.inserted == 6


def test_stewards_are_those_who_hold_the_seat_today(people):
    left = make_user("slutat", "steward_indicators")
    Membership.objects.filter(user=left).update(valid_to=today() - timedelta(days=1))
    away = make_user("avstängd", "steward_indicators")
    away.is_active = False
    away.save()
    assert stewards() == [people.steward]


@pytest.mark.parametrize(
    ("before", "gone", "letters"),
    [(None, False, 1), ("ok", False, 1), ("partial", False, 1), ("failed", False, 0),
     ("failed", True, 1)],
)  # fmt: skip
def test_a_failure_is_told_of_when_it_is_news(people, before, gone, letters):
    if before:
        make_refresh(before, asked_at=timezone.now() - timedelta(days=1))
    run = make_refresh("failed", gone=gone, message="Ett fel.")
    sound(run)
    sound(run)
    found = OutgoingMail.objects.filter(subject="Hämtningen från Kolada misslyckades")
    assert found.count() == letters
    for letter in found:
        assert "Ett fel." in letter.body
        assert f"/arbete/indikatorer/hamtningar/{run.pk}/" in letter.body
        assert ("har avvecklat gränssnittet" in letter.body) is gone


@pytest.mark.parametrize("status", ["ok", "partial"])
def test_what_did_not_fail_is_no_alarm(people, status):
    sound(make_refresh(status))
    assert not OutgoingMail.objects.exists()


def test_nothing_waits_for_those_who_do_not_answer_for_the_figures(bench, people):
    make_refresh("failed", asked_at=timezone.now() + timedelta(hours=1))
    assert waiting_for(fresh(people.other)) == []
    assert [item.sentence for item in waiting_for(fresh(people.steward))] == [
        "Hämtningen från Kolada misslyckades. [Se varför]"
    ]


def heading(page):
    return page[page.index("<h1>") + 4 : page.index("</h1>")].strip()


def end(run):
    run.status, run.ended_at = "ok", timezone.now()
    run.save()


def told(people):
    page = people.get(reverse("indicator_series"))
    return page[page.index('<h2 id="alla">') :].split("Det som saknas visas")[0]


def test_what_series_lack_is_summed_up_as_the_rows_below_say_it(bench, people):
    bench.store(reading(NORTH, 2025, 40.0), reading(SOUTH, 2025, 50.0))
    assert "Alla serier har lika nya värden för alla länets områden." in told(people)
    bench.store(reading(NORTH, 2025, 40.0), reading(SOUTH, 2024, 50.0))
    assert "En serie har äldre värden för något område än för de andra." in told(people)
    assert "saknar" not in told(people)
    assert "Alla serier" not in told(people)
    bench.store(reading(NORTH, 2025, 40.0))
    assert "En serie saknar värden för något av länets områden." in told(people)
    assert "äldre värden" not in told(people)
    make_series("N00002")
    assert "En serie har inga värden alls." in told(people)
    assert "Alla serier" not in told(people)


def test_all_is_in_order_only_when_nothing_is_to_be_done(bench, people):
    home = reverse("indicators_work")
    end(bench.refresh)
    assert heading(people.get(home)) == "En serie är inte läst än"
    bench.store(reading(NORTH, 2025, 1.0))
    assert heading(people.get(home)) == "Siffrorna är i ordning"
    DataSeries.objects.update(ends_year=2025)
    page = people.get(home)
    assert heading(page) == "En serie har tagit slut utan efterföljare"
    assert f'href="{reverse("indicator_series")}#avslutade"' in page
    assert 'id="avslutade"' in people.get(reverse("indicator_series"))


def test_what_people_have_brought_waits_on_the_overview_as_on_ones_own_page(bench, people):
    bench.store(reading(NORTH, 2025, 1.0))
    end(bench.refresh)
    other = fresh(make_user("fou-2", "steward_indicators"))
    series = make_series("egen", source_key="manual")
    entry = enter_value(
        series=series, area=bench.areas[NORTH], period=Period(2025), gender="T", value=5.0,
        source_text="Enkäten", actor=other,
    )  # fmt: skip
    page = people.get(reverse("indicators_work"))
    assert heading(page) == "En sak väntar på dig"
    assert f'<a href="{reverse("entries")}">Granska</a> ett inmatat värde' in page
    # Who entered it has nothing to do.
    mine = people.browser(other).get(reverse("indicators_work")).content.decode()
    assert heading(mine) == "Siffrorna är i ordning"
    move_entry(
        entry_id=entry.pk, key="confirm", version=None, actor=fresh(people.steward),
        seen="inget värde",
    )  # fmt: skip
    assert heading(people.get(reverse("indicators_work"))) == "Siffrorna är i ordning"


def test_what_waits_takes_as_many_queries_for_many_as_for_few(
    bench, people, django_assert_max_num_queries
):
    user = fresh(people.steward)
    bench.store(reading(NORTH, 2025, 4000.0))
    waiting_for(user)
    with django_assert_max_num_queries(20) as few:
        waiting_for(user)
    for number in range(2, 6):
        make_series(f"N0000{number}", review_note="Ändrad.")
    bench.store(*(reading(NORTH, year, 4000.0) for year in range(2020, 2026)))
    with django_assert_max_num_queries(len(few)):
        sentences = [item.sentence for item in waiting_for(user)]
    assert "[Granska] fyra serier som källan har ändrat" in sentences
    assert "[Bedöm] sex orimliga värden i karantän" in sentences
    assert not Observation.objects.exists()


def test_a_stewards_own_page_asks_twelve_questions_at_most(
    bench, people, django_assert_max_num_queries
):
    bench.store(reading(NORTH, 2025, 4000.0))
    browser = log_in(people.steward)
    browser.get("/arbete/")
    with django_assert_max_num_queries(12):
        page = browser.get("/arbete/").content.decode()
    assert "orimligt värde" in page
