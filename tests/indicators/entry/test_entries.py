"""Values by hand: one enters, another confirms, and nothing is stored before that."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.models import PageTouch
from foundation.waiting import waiting_for
from indicators.entered import said_sources, value_in_words
from indicators.models import (
    DataSeries,
    EnteredValue,
    MeasureSource,
    Observation,
    Revision,
)
from indicators.services.entries import enter_value, move_entry, range_in_words
from indicators.services.manual_series import create_manual_series
from indicators.sources.base import Period
from tests.factories import log_in
from tests.indicators.registry import observe

SOURCE = "Kommunens verksamhetssystem, uttag 2026-03-01"
PERSONAL_NUMBER = "19121212-1212"


def enter(made, actor=None, **changes):
    given = {
        "series": made.manual, "area": made.areas["0480"], "period": Period(2025),
        "gender": "T", "value": 12.5, "source_text": SOURCE, "actor": actor or made.steward,
    }  # fmt: skip
    return enter_value(**(given | changes))


def move(entry, key, actor, **given):
    return move_entry(entry_id=entry.pk, key=key, version=None, actor=actor, **given)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_value_is_stored_only_when_another_has_confirmed_it(made, client):
    entry = enter(made)
    assert not Observation.objects.exists()
    PageTouch.objects.all().delete()
    move(entry, "confirm", made.other_steward)
    stored = Observation.objects.get()
    assert (stored.value, stored.provenance, stored.period) == (12.5, "manual", "2025")
    assert not stored.revised
    assert not Revision.objects.exists()
    entry.refresh_from_db()
    assert (entry.state, entry.handled_by) == ("confirmed", made.other_steward)
    assert PageTouch.objects.filter(
        tags__contains=["figures", "measure:personal", "indicator:kontinuitet"]
    ).exists()
    said = said_sources(made.manual, made.areas["0480"], Period(2025))
    assert said == {"T": SOURCE}
    address = reverse("figure", args=["personal", made.manual.key, "0480", "2025"])
    assert f"Inmatat för hand: {SOURCE}" in text(client.get(address))


@pytest.mark.parametrize("key", ["confirm", "reject"])
def test_nobody_reviews_their_own_value(made, key):
    entry = enter(made)
    with pytest.raises(NotAllowed):
        move(entry, key, made.steward, reason="Skäl")
    entry.refresh_from_db()
    assert entry.state == "waiting"
    assert not Observation.objects.exists()


def test_the_table_itself_refuses_one_person_in_both_roles(made):
    entry = enter(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnteredValue.objects.filter(pk=entry.pk).update(state="confirmed", handled_by=made.steward)


@pytest.mark.parametrize("who", ["member", "convener", "decider", "outsider"])
def test_only_stewards_enter_and_review(made, who):
    with pytest.raises(NotAllowed):
        enter(made, getattr(made, who))
    entry = enter(made)
    with pytest.raises(NotAllowed):
        move(entry, "confirm", getattr(made, who))
    assert not EnteredValue.objects.visible_to(getattr(made, who)).exists()


def test_a_changed_value_keeps_what_it_was(made):
    observe(made.manual, made.areas["0480"], 2025, 10.0, provenance="upload")
    move(enter(made), "confirm", made.other_steward)
    stored, revision = Observation.objects.get(), Revision.objects.get()
    assert (stored.value, stored.revised, stored.provenance) == (12.5, True, "manual")
    assert (revision.old_value, revision.new_value) == (10.0, 12.5)
    assert revision.old_provenance == "upload"


def test_missing_is_entered_as_missing_and_never_as_zero(made):
    move(enter(made, value=None), "confirm", made.other_steward)
    assert Observation.objects.get().value is None


def test_a_rejected_value_is_not_stored_and_the_reason_is_kept(made):
    entry = enter(made)
    with pytest.raises(Refused) as refusal:
        move(entry, "reject", made.other_steward)
    assert refusal.value.problems[0].field == "reason"
    move(entry, "reject", made.other_steward, reason="Fel kommun.")
    entry.refresh_from_db()
    assert (entry.state, entry.reason) == ("rejected", "Fel kommun.")
    assert not Observation.objects.exists()
    with pytest.raises(WrongState):
        move(entry, "confirm", made.other_steward)
    enter(made)


def test_who_entered_takes_back_and_nobody_else(made):
    entry = enter(made)
    with pytest.raises(NotAllowed):
        move(entry, "take_back", made.other_steward)
    move(entry, "take_back", made.steward)
    assert not EnteredValue.objects.waiting().exists()


def test_a_confirmation_of_an_older_version_is_told(made):
    entry = enter(made)
    with pytest.raises(StaleVersion):
        move_entry(entry_id=entry.pk, key="confirm", version=0, actor=made.other_steward)


def test_a_stored_value_that_moved_meanwhile_must_be_read_anew(made):
    entry = enter(made)
    observe(made.manual, made.areas["0480"], 2025, 11.0)
    with pytest.raises(Refused, match="har ändrats sedan du öppnade sidan"):
        move(entry, "confirm", made.other_steward, seen="inget värde")
    assert Observation.objects.get().value == 11.0
    entry.refresh_from_db()
    assert entry.state == "waiting"
    move(entry, "confirm", made.other_steward, seen="11")
    assert Observation.objects.get().value == 12.5


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"value": 1250.0}, "value", "mellan 0 och 100. Kontrollera"),
        ({"value": -1.0}, "value", "mellan 0 och 100"),
        ({"period": Period(2099)}, "period", "har inte börjat"),
        ({"period": Period(1999)}, "period", "börjar år 2007"),
        ({"source_text": " "}, "source_text", "Källa"),
        ({"source_text": f"Fråga {PERSONAL_NUMBER}"}, "source_text", PERSONAL_NUMBER),
    ],
)
def test_what_is_refused_and_where(made, changes, field, words):
    with pytest.raises(Refused) as refusal:
        enter(made, **changes)
    (problem,) = refusal.value.problems
    assert problem.field == field
    assert words in problem.message
    assert not EnteredValue.objects.exists()


def test_a_series_read_by_machine_takes_no_value_by_hand(made):
    with pytest.raises(Refused) as refusal:
        enter(made, series=made.machine)
    assert refusal.value.problems[0].field == "series"


def test_a_series_without_genders_takes_totals_only(made):
    DataSeries.objects.filter(pk=made.manual.pk).update(gendered=False)
    made.manual.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        enter(made, gender="K")
    assert refusal.value.problems[0].field == "gender"


def test_the_same_place_waits_once_and_the_same_value_not_at_all(made):
    enter(made)
    with pytest.raises(Refused, match="inte sparat"):
        enter(made, made.other_steward, value=13.0)
    observe(made.manual, made.areas["0481"], 2025, 12.5)
    with pytest.raises(Refused) as refusal:
        enter(made, area=made.areas["0481"])
    assert "redan det lagrade värdet: 12,5." in refusal.value.problems[0].message


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12345.678, "antal", "12\u00a0345,678"), (-1000.5, "", "-1\u00a0000,5"),
        (-0.5, "procent", "-0,5 procent"), (None, "procent", "uppgift saknas"),
        (3.0, "antal per 100 000 invånare", "3"), (3.0, "antal per 1 000", "3 antal per 1 000"),
    ],
)  # fmt: skip
def test_a_value_in_words_keeps_every_decimal(value, unit, words):
    assert value_in_words(value, DataSeries(unit=unit)) == words


@pytest.mark.parametrize(
    ("lowest", "highest", "words"),
    [
        (0, 1, "mellan 0 och 1 procent"), (None, 5.5, "högst 5,5 procent"),
        (2, None, "minst 2 procent"), (None, None, ""),
    ],
)  # fmt: skip
def test_limits_in_words(lowest, highest, words):
    assert range_in_words(DataSeries(lowest=lowest, highest=highest, unit="procent")) == words


def test_limits_of_a_count_are_bare_numbers():
    assert range_in_words(DataSeries(lowest=0, highest=5000, unit="antal")) == (
        "mellan 0 och 5\u00a0000"
    )


def test_a_count_stands_without_its_word_on_the_page(made):
    entry = enter(made)
    page = text(log_in(made.steward).get(reverse("entry", args=[entry.pk])))
    assert '<h1>12,5, <span class="nobreak">2025</span></h1>' in page
    assert "Rimligt</dt><dd>mellan 0 och 100<" in page


def new_series(made, actor=None, **changes):
    given = {
        "measure": made.measure, "name": "Egen serie", "unit": "procent", "decimals": 1,
        "lowest": 0.0, "highest": 100.0, "gendered": True, "actor": actor or made.steward,
    }  # fmt: skip
    return create_manual_series(**(given | changes))


def test_a_series_is_made_from_a_measure_as_a_proposal(made):
    made.measure.sources.all().delete()
    series = new_series(made)
    source = MeasureSource.objects.get(series=series)
    assert (series.source_key, series.external_id) == ("manual", "egen-personal-2")
    assert (source.standing, source.main) == ("proposed", True)
    assert str(series.history.get().history_user) == "Person steward"
    again = new_series(made)
    assert not MeasureSource.objects.get(series=again).main
    assert again.external_id == "egen-personal-3"


def test_a_new_series_takes_the_place_of_a_rejected_one_and_its_value_is_shown(made, client):
    old = made.measure.sources.get()
    MeasureSource.objects.filter(pk=old.pk).update(standing="rejected")
    series = new_series(made)
    old.refresh_from_db()
    assert (old.main, old.changed_by) == (False, made.steward)
    assert str(old.history.first().history_user) == "Person steward"
    assert MeasureSource.objects.get(measure=made.measure, main=True).series == series
    observe(series, made.areas["0480"], 2025, 37.5, provenance="manual")
    assert "37,5" in text(client.get(reverse("measure", args=["personal"])))


def test_a_series_that_is_shown_first_and_not_rejected_stays_so(made):
    old = made.measure.sources.get()
    series = new_series(made)
    old.refresh_from_db()
    assert old.main
    assert not MeasureSource.objects.get(series=series).main


def test_limits_the_wrong_way_round_and_others_rights_are_refused(made):
    with pytest.raises(Refused) as refusal:
        new_series(made, lowest=5.0, highest=5.0)
    assert refusal.value.problems[0].field == "highest"
    with pytest.raises(NotAllowed):
        new_series(made, made.member)


def test_the_walk_of_a_value_through_the_pages(made):
    first, second = log_in(made.steward), log_in(made.other_steward)
    address = reverse("entry_new")
    typed = {
        "series": made.manual.key, "area": made.areas["0482"].key, "period": "2025",
        "gender": "K", "value": "tolv", "source_text": SOURCE,
    }  # fmt: skip
    refused = first.post(address, typed)
    assert refused.status_code == 422
    assert "Skriv ”Värde” med siffror" in text(refused)
    assert 'value="tolv"' in text(refused)
    assert SOURCE in text(refused)
    both = first.post(address, typed | {"value": "12", "missing": "on"})
    assert "Båda kan inte gälla" in text(both)
    neither = first.post(address, typed | {"value": ""})
    assert "eller kryssa i ”Uppgift saknas”" in text(neither)
    answer = first.post(address, typed | {"value": "12,25"})
    entry = EnteredValue.objects.get()
    assert answer.url == reverse("entry", args=[entry.pk])
    own = text(first.get(answer.url))
    assert "kan inte bekräfta det själv" in own
    assert "bekrafta/" not in own
    assert "Lagrat nu</dt><dd>inget värde" in own
    step = reverse("entry_step", args=[entry.pk, "bekrafta"])
    assert first.get(step).status_code == 403
    assert first.post(step, {"version": 1}).status_code == 403
    question = text(second.get(step))
    assert "Lagrat nu: inget värde. Inmatat: 12,25." in question
    done = second.post(step, {"version": 1, "seen": "inget värde"})
    assert done.url == answer.url
    assert Observation.objects.get().value == 12.25
    assert "Bekräftad" in text(second.get(answer.url))
    assert second.post(step, {"version": 2, "seen": "x"}).status_code == 409


def test_the_page_of_a_stale_confirmation_is_409_and_stores_nothing(made):
    entry = enter(made)
    step = reverse("entry_step", args=[entry.pk, "bekrafta"])
    answer = log_in(made.other_steward).post(step, {"version": 9, "seen": "inget värde"})
    assert answer.status_code == 409
    assert not Observation.objects.exists()


def test_the_page_for_a_new_series(made):
    browser = log_in(made.steward)
    made.measure.sources.all().delete()
    assert "Mått som ingen källa har siffror för" in text(browser.get(reverse("entries")))
    address = reverse("manual_series_new", args=["personal"])
    typed = {"name": "Serie", "unit": "procent", "decimals": "9", "lowest": "0", "highest": "x"}
    refused = browser.post(address, typed)
    assert refused.status_code == 422
    assert "tal från 0 till 4" in text(refused)
    assert 'value="x"' in text(refused)
    answer = browser.post(address, typed | {"decimals": "1", "highest": "100,5"})
    assert answer.status_code == 302
    assert DataSeries.objects.get(name="Serie").highest == 100.5
    page = text(browser.get(answer.url))
    assert re.search(r'<option value="egen-personal-2" selected', page)


def test_a_county_without_series_is_told_what_to_do(made):
    MeasureSource.objects.all().delete()
    DataSeries.objects.filter(source_key="manual").delete()
    browser = log_in(made.steward)
    assert "Inga serier fylls för hand än" in text(browser.get(reverse("entries")))
    assert "Det finns ingen serie att fylla" in text(browser.get(reverse("entry_new")))


def test_what_waits_is_said_to_the_other_steward_only(made):
    enter(made)
    assert [each.sentence for each in waiting_for(made.other_steward)] == [
        "[Granska] ett inmatat värde"
    ]
    assert waiting_for(made.steward) == []


def test_pages_are_for_stewards(made, client):
    entry = enter(made)
    browser = log_in(made.member)
    places = [
        ("entries", []), ("entry_new", []), ("entry", [entry.pk]),
        ("entry_step", [entry.pk, "bekrafta"]), ("manual_series_new", ["personal"]),
    ]  # fmt: skip
    for name, rest in places:
        address = reverse(name, args=rest)
        assert client.get(address).status_code == 302
        assert browser.get(address).status_code == 403
    assert log_in(made.steward).get(reverse("entry_step", args=[entry.pk, "x"])).status_code == 404


def test_the_list_takes_the_same_queries_however_long(made, django_assert_max_num_queries):
    for year in range(2008, 2026):
        entry = enter(made, period=Period(year))
        if year % 2:
            move(entry, "confirm", made.other_steward)
    browser = log_in(made.steward)
    with django_assert_max_num_queries(14):
        page = text(browser.get(reverse("entries")))
    assert "Nio värden väntar på granskning" in page


def test_a_tick_stands_for_the_empty_value(made):
    browser = log_in(made.steward)
    typed = {
        "series": made.manual.key, "area": made.areas["0480"].key, "period": "2025-03",
        "gender": "T", "value": "", "missing": "on", "source_text": SOURCE,
    }  # fmt: skip
    assert browser.post(reverse("entry_new"), typed).status_code == 302
    entry = EnteredValue.objects.get()
    assert (entry.value, entry.period) == (None, "2025-03")
    assert "uppgift saknas" in text(browser.get(reverse("entries")))
