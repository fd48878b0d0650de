"""J10 at the pages: fetch, follow, and what is said when the source does not answer."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.models import OutgoingMail
from foundation.waiting import waiting_for
from indicators import runs
from indicators.models import Observation, Refresh, SeriesRead
from tests.factories import fresh
from tests.indicators.refresh.making import make_refresh, make_series
from tests.indicators.refresh.runs import states, table, value

pytestmark = pytest.mark.django_db
HOME, FETCH = "/arbete/indikatorer/", "/arbete/indikatorer/hamta/"


def fetch(people, **changes):
    return people.browser().post(FETCH, {"kalla": "kolada", **changes}, follow=True)


def sentences(people):
    return [item.sentence for item in waiting_for(fresh(people.steward))]


def test_a_steward_fetches_and_follows(source, people):
    assert "Inga siffror" in people.get(HOME) or "Ännu inte hämtad" in people.get(HOME)
    answer = fetch(people)
    run = Refresh.objects.get()
    assert answer.redirect_chain == [(f"/arbete/indikatorer/hamtningar/{run.pk}/", 302)]
    page = answer.content.decode()
    assert "Hämtningen från Kolada pågår" in page
    assert f'hx-get="{reverse("indicator_run_state", args=[run.pk])}?sagt=0"' in page
    assert "fortsätter även om du lämnar sidan" in page
    assert "Siffror hämtas just nu" in people.get(HOME)
    source.drain()
    page = people.get(reverse("indicator_run", args=[run.pk]))
    assert "Allt hämtades från Kolada" in page
    assert "hx-get" not in page
    assert run.asked_by == people.steward
    assert str(people.steward) in page
    assert Observation.objects.exists()
    home = people.get(HOME)
    assert "Siffrorna är i ordning" in home
    assert "Allt gick bra" in home


def test_the_part_that_follows_the_run_has_the_page_read_anew_at_the_end(source, people):
    fetch(people)
    state = reverse("indicator_run_state", args=[Refresh.objects.get().pk])
    going_on = people.browser().get(state)
    assert "HX-Refresh" not in going_on.headers
    assert "<html" not in going_on.content.decode()
    assert len(going_on.content) < 2000
    assert 'hx-get="' + state + '?sagt=0"' in going_on.content.decode()
    assert b"live-status" not in going_on.content
    told = people.browser().get(state, {"sagt": "3"}).content.decode()
    assert 'id="live-status" hx-swap-oob="innerHTML"' in told, "said aloud when a fourth is done"
    assert b"live-status" not in people.browser().get(state, {"sagt": "0"}).content
    source.drain()
    assert people.browser().get(state).headers["HX-Refresh"] == "true"


def test_fetching_twice_leads_to_the_run_that_goes_on(source, people):
    fetch(people)
    answer = fetch(people)
    assert Refresh.objects.count() == 1
    assert "En hämtning från Kolada pågår redan" in answer.content.decode()


def test_running_twice_makes_no_doubles(source, people):
    fetch(people)
    source.drain()
    before = table()
    fetch(people)
    source.drain()
    assert Refresh.objects.filter(status="ok").count() == 2
    assert table() == before


def test_a_source_that_is_down_leaves_what_was_and_tells_the_steward(source, people):
    source.run()
    before = table()
    source.faults({"503": {}})
    fetch(people)
    source.drain()
    run = Refresh.objects.latest("pk")
    assert run.status == "failed"
    assert table() == before
    page = people.get(reverse("indicator_run", args=[run.pk]))
    assert "Hämtningen från Kolada misslyckades" in page
    assert "Kolada svarade med fel (svar 503), trots 4 försök." in page
    home = people.get(HOME)
    assert "Inget kunde hämtas" in home
    assert "Senast allt gick bra: den " in home
    assert "Hämtningen från Kolada misslyckades. [Se varför]" in sentences(people)
    letter = OutgoingMail.objects.get()
    assert letter.recipient == people.steward.email
    assert letter.subject == "Hämtningen från Kolada misslyckades"
    assert "visas som förut" in letter.body


def test_a_source_that_stays_down_is_told_of_once(source, people):
    source.faults({"503": {}})
    for _ in range(2):
        source.run()
    assert OutgoingMail.objects.count() == 1


def test_when_the_source_answers_again_nothing_waits(source, people):
    source.faults({"503": {}})
    source.run()
    assert sentences(people)
    source.emulator.reset()
    source.run()
    assert sentences(people) == []


def test_a_source_that_is_gone_is_an_alarm_and_is_left_alone_by_the_clock(source, people):
    from indicators.services.refresh import request_by_clock

    source.run()
    before = table()
    source.emulator.reset()
    source.faults(gone_410={})
    run = source.run()
    assert (run.status, run.gone) == ("failed", True)
    assert len(source.emulator.requests()) == 1, "nothing more is asked of it"
    assert table() == before
    assert "Källans gränssnitt är avvecklat" in people.get(reverse("indicator_run", args=[run.pk]))
    assert "har avvecklat gränssnittet" in OutgoingMail.objects.get().body
    assert request_by_clock("changes") == []
    source.emulator.reset()
    assert source.run(user=fresh(people.steward)).status == "ok"
    assert len(request_by_clock("changes")) == 1


@pytest.mark.parametrize("where", ["kpi/N79173", "municipality_groups"])
def test_a_source_that_goes_away_in_the_middle_of_a_run_is_an_alarm_too(source, people, where):
    from indicators.services.refresh import request_by_clock

    # One odd series has them read one by one, so that some are read before the source goes.
    source.faults(string_period={"kpi": "N20506", "form": "hösten"}, gone_410={"match": where})
    run = source.run()
    assert (run.status, run.gone) == ("partial", True)
    assert states(run)["N20500"] == "done"
    letter = OutgoingMail.objects.get()
    assert letter.subject == "Hämtningen från Kolada avbröts"
    assert "Bara en del av uppgifterna från Kolada kunde hämtas." in letter.body
    assert "har avvecklat gränssnittet" in letter.body
    assert request_by_clock("changes") == []
    assert OutgoingMail.objects.count() == 1
    source.emulator.reset()
    assert source.run(user=fresh(people.steward)).status == "ok"
    assert len(request_by_clock("changes")) == 1


def test_a_revised_value_is_shown_with_what_it_was(source, people):
    source.run()
    old = value("N79173", "0004", 2023).value
    source.faults(revise={"kpi": "N79173", "area": "0004", "year": 2023, "gender": "T",
                          "value": old - 2})  # fmt: skip
    fetch(people)
    source.drain()
    row = value("N79173", "0004", 2023)
    assert (row.value, row.revised) == (old - 2, True)
    page = people.get(reverse("indicator_revisions"))
    assert "Serien N79173" in page
    assert "Reviderad" in page
    assert "En ändring" in page


def test_a_failed_series_is_named_with_its_age_and_does_not_stop_the_others(source, people):
    source.run()
    source.faults(remove_kpi={"kpi": "N20506"})
    run = source.run()
    assert run.status == "partial"
    page = people.get(reverse("indicator_run", args=[run.pk]))
    assert "En serie kunde inte läsas" in page
    assert "Kolada känner inte till serien. De värden som finns behålls." in page
    assert "Två serier lästes utan ändring" in page
    assert "Hämtningen från Kolada blev inte hel. [Se vad som saknas]" in sentences(people)
    assert OutgoingMail.objects.count() == 0


def fares(people, run):
    """The page of a run: the heading of what to notice, the table, and the two summaries."""
    page = people.get(reverse("indicator_run", args=[run.pk]))
    table = page.partition('id="lasta"')[2].partition("</section>")[0]
    return table, re.findall(r"<summary>(.*?)</summary>", page)


def test_a_first_reading_is_summed_up_in_a_sentence(source, people):
    run = source.run()
    table, summaries = fares(people, run)
    assert table == ""
    values = f"{run.inserted:,}".replace(",", " ")
    assert summaries == [f"Tre serier lästes för första gången, med {values} värden"]
    table, summaries = fares(people, source.run())
    assert (table, summaries) == ("", ["Tre serier lästes utan ändring"])


def test_only_series_where_something_differs_are_listed_and_zeros_give_way(source, people):
    source.run()
    old = value("N79173", "0004", 2023).value
    source.faults({"revise": {"kpi": "N79173", "area": "0004", "year": 2023, "gender": "T",
                              "value": old - 2}})  # fmt: skip
    table, summaries = fares(people, source.run())
    assert "En serie att lägga märke till" in table
    assert table.count('<th scope="row"') == 1
    assert '<td class="number" data-label="Ändrade">1</td>' in table
    assert '<td class="number zero" data-label="Borttagna">0</td>' in table
    assert summaries == ["Två serier lästes utan ändring"]


def read_in_a_run(series, **facts):
    run = make_refresh("ok", ended_at=timezone.now())
    SeriesRead.objects.create(refresh=run, series=series, batch=1, state="done", **facts)
    return run


def test_the_same_words_about_a_series_are_news_once(bench, people):
    ended = "Källan har avslutat serien: 2024 är det sista året."
    first = read_in_a_run(
        bench.series, values=40, inserted=40, message=f"Något mer att säga.\n{ended}"
    )
    again = read_in_a_run(bench.series, values=40, message=ended)
    table, summaries = fares(people, first)
    assert ended in table
    assert summaries == []
    assert fares(people, again) == ("", ["En serie lästes utan ändring"])


def test_new_values_of_a_series_that_was_read_before_are_something(bench, people):
    first = read_in_a_run(bench.series, values=40, inserted=40)
    later = read_in_a_run(bench.series, values=3, inserted=3)
    assert fares(people, first) == ("", ["En serie lästes för första gången, med 40 värden"])
    assert "En serie att lägga märke till" in fares(people, later)[0]


def test_how_a_run_fared_takes_one_query_however_many_series(bench, django_assert_num_queries):
    run = read_in_a_run(bench.series, values=1)
    for number in range(2, 8):
        SeriesRead.objects.create(
            refresh=run, series=make_series(f"N2000{number}"), batch=1, state="done", inserted=1
        )
    with django_assert_num_queries(1):
        found = runs.fared(run)
        assert [len(each) for each in (found.first, found.quiet)] == [6, 1]
        assert {read.series.name for read in found.quiet} == {bench.series.name}


def test_all_runs_are_listed(source, people):
    assert "Ingen hämtning har gjorts än" in people.get(reverse("indicator_runs"))
    source.run(user=fresh(people.steward))
    source.run("changes")
    page = people.get(reverse("indicator_runs"))
    assert page.count("/arbete/indikatorer/hamtningar/") >= 2
    assert "Ändringar sedan" in page
    assert "portalen" in page


@pytest.mark.parametrize(
    "name",
    ["indicators_work", "indicator_runs", "indicator_series", "indicator_revisions",
     "indicator_quarantine"],
)  # fmt: skip
def test_each_page_makes_sense_with_an_empty_registry(people, name):
    page = people.get(reverse(name))
    assert "<h1>" in page
    assert "None" not in page


def test_what_cannot_be_fetched_is_refused_in_words(source, people):
    answer = fetch(people, kalla="x")
    assert answer.status_code == 422
    assert "är ingen källa som kan läsas automatiskt" in answer.content.decode()


@pytest.mark.parametrize("name", ["indicators_work", "indicator_runs", "indicator_series"])
def test_pages_are_for_stewards(people, name):
    assert people.browser(people.other).get(reverse(name)).status_code == 403


def test_nobody_else_fetches(source, people):
    assert people.browser(people.other).post(FETCH, {"kalla": "kolada"}).status_code == 403
    assert not Refresh.objects.exists()


@pytest.mark.parametrize(
    ("name", "most"),
    [("indicators_work", 12), ("indicator_series", 12), ("indicator_runs", 12)],
)
def test_more_runs_and_series_do_not_make_more_queries(
    source, people, name, most, django_assert_max_num_queries
):
    for _ in range(3):
        source.run()
    browser = people.browser()
    with django_assert_max_num_queries(most) as few:
        browser.get(reverse(name))
    for _ in range(3):
        source.run()
    with django_assert_max_num_queries(len(few)):
        browser.get(reverse(name))
