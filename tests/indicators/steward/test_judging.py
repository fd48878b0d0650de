"""Values in quarantine and series that a source has changed: one decision each, by a person."""

import re

import pytest
from django.urls import reverse

from foundation.errors import NotAllowed, Refused, WrongState
from foundation.models import StatusChange
from foundation.waiting import waiting_for
from indicators.models import QuarantinedValue
from indicators.services import quarantine
from tests.factories import fresh
from tests.indicators.refresh.making import NORTH, SOUTH, reading
from tests.indicators.refresh.runs import states, table, value

pytestmark = pytest.mark.django_db
WHY = "Kontrollerat med källan."


@pytest.fixture
def held(bench):
    """A value of 40 that has become 4 000: a thousandth or a slip of the hand."""
    bench.store(reading(NORTH, 2024, 40.0), reading(SOUTH, 2024, 50.0))
    stored = bench.store(reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 50.0))
    assert stored.quarantined == 1
    return bench.held()[0]


def act(people, row, button, note=WHY, user=None):
    url = reverse("indicator_held", args=[row.pk])
    return people.browser(user).post(url, {"note": note, button: ""})


def test_an_unreasonable_value_waits_and_the_earlier_one_stays(bench, held):
    assert bench.table()[NORTH, "2024", "T"] == 40.0
    assert not bench.row(NORTH, 2024).revised
    assert (held.value, held.reason, held.state) == (4000.0, "Utanför 0–100", "open")
    assert bench.revisions() == []


def test_the_same_value_again_leaves_it_as_it_is(bench, held):
    bench.store(reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 51.0))
    assert bench.held() == [held]
    assert bench.held()[0].seen_at == held.seen_at


def test_another_unreasonable_value_takes_its_place(bench, held):
    bench.store(reading(NORTH, 2024, 5000.0), reading(SOUTH, 2024, 50.0))
    assert [each.value for each in bench.held()] == [5000.0]
    assert [each.value for each in bench.held("corrected")] == [4000.0]
    assert bench.held("dismissed") == []


def test_a_value_that_the_source_corrects_needs_nobody(bench, held):
    bench.store(reading(NORTH, 2024, 41.0), reading(SOUTH, 2024, 50.0))
    assert bench.held() == []
    settled = bench.held("corrected")[0]
    assert (settled.handled_by, settled.note) == (None, "Källan har lämnat ett annat värde.")
    assert bench.table()[NORTH, "2024", "T"] == 41.0


def test_an_accepted_value_is_shown_and_not_held_back_again(bench, held, people):
    answer = act(people, held, "godkann")
    assert answer.headers["Location"] == reverse("indicator_quarantine")
    assert bench.table()[NORTH, "2024", "T"] == 4000.0
    assert bench.revisions() == [("revised", 40.0, 4000.0)]
    held.refresh_from_db()
    assert (held.state, held.handled_by, held.note) == ("accepted", people.steward, WHY)
    stored = bench.store(reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 50.0))
    assert (stored.quarantined, stored.revised) == (0, 0)
    assert bench.table()[NORTH, "2024", "T"] == 4000.0


def test_a_dismissed_value_is_kept_out_when_it_comes_again(bench, held, people):
    act(people, held, "avvisa")
    assert bench.table()[NORTH, "2024", "T"] == 40.0
    stored = bench.store(reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 50.0))
    assert bench.held() == []
    assert stored.notes == ("Värden som någon har avvisat togs inte emot igen: 1.",)
    assert bench.table()[NORTH, "2024", "T"] == 40.0


def test_without_a_note_nothing_is_judged(bench, held, people):
    answer = act(people, held, "godkann", note="  ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Skriv varför värdet godkänns eller avvisas." in page
    assert 'href="#id_note"' in page
    held.refresh_from_db()
    assert held.state == "open"
    assert bench.table()[NORTH, "2024", "T"] == 40.0


def test_the_second_who_judges_is_told_that_somebody_was_first(bench, held, people):
    act(people, held, "avvisa")
    answer = act(people, held, "godkann", note="Jag tror på det.")
    assert answer.status_code == 409
    assert f"Värdet är redan avvisat av {people.steward}" in answer.content.decode()
    assert bench.table()[NORTH, "2024", "T"] == 40.0


def test_only_stewards_judge(bench, held, people):
    assert act(people, held, "godkann", user=people.other).status_code == 403
    for judge in (quarantine.accept, quarantine.dismiss):
        with pytest.raises(NotAllowed):
            judge(held.pk, user=fresh(people.other), note=WHY)
        with pytest.raises(Refused):
            judge(held.pk, user=fresh(people.steward), note="")
    quarantine.dismiss(held.pk, user=fresh(people.steward), note=WHY)
    with pytest.raises(WrongState):
        quarantine.dismiss(held.pk, user=fresh(people.steward), note=WHY)


def test_the_page_of_a_value_shows_what_stands_beside_it(bench, held, people):
    page = people.get(reverse("indicator_held", args=[held.pk]))
    assert "Norrby 2024: 4 000,0" in page
    assert "2024: 40,0" in page
    assert "Godkänn värdet" in page
    act(people, held, "godkann")
    page = people.get(reverse("indicator_held", args=[held.pk]))
    assert "Godkänn värdet" not in page
    assert WHY in page


def test_the_quarantine_lists_what_waits_and_what_was_judged(bench, held, people):
    page = people.get(reverse("indicator_quarantine"))
    assert "Ett värde ser orimligt ut" in page
    waiting = [item.sentence for item in waiting_for(fresh(people.steward))]
    assert "[Bedöm] ett orimligt värde i karantän" in waiting
    act(people, held, "avvisa")
    page = people.get(reverse("indicator_quarantine"))
    assert "Inget värde är i karantän" in page
    assert WHY in page


def test_many_values_are_judged_as_one_and_told_as_one(bench, held, people):
    bench.store(
        reading(NORTH, 2023, 3000.0), reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 5000.0)
    )
    page = people.get(reverse("indicator_quarantine"))
    assert 'Tre värden, från <span class="nobreak">3 000,0' in page
    first = min(each.pk for each in bench.held())
    assert f'href="{reverse("indicator_held", args=[first])}?alla=1"' in page
    form = people.get(reverse("indicator_held", args=[first]) + "?alla=1")
    assert re.search(r'<input[^>]*name="whole_series"[^>]*checked', form)
    one = people.get(reverse("indicator_held", args=[first]))
    assert not re.search(r'<input[^>]*name="whole_series"[^>]*checked', one)
    people.browser().post(
        reverse("indicator_held", args=[first]),
        {"note": WHY, "avvisa": "", "whole_series": "on"},
    )
    page = people.get(reverse("indicator_quarantine"))
    assert "tre värden, från 3 000,0 till 5 000,0, är avvisade" in page
    assert page.count(WHY) == 1
    assert StatusChange.objects.filter(transition="dismiss", reason=WHY).count() == 3


def test_the_values_of_one_series_are_shown_alone(bench, held, people):
    address = reverse("indicator_quarantine")
    assert people.get(f"{address}?serie={held.series.key}").count(">Bedöm<span") == 2
    assert "Värden att bedöma" in people.get(address)
    assert people.get(f"{address}?serie=finns-inte").count(">Bedöm<span") == 1


def test_a_wrong_unit_at_the_source_is_held_back_whole(source, people):
    for series in source.series.values():
        series.lowest, series.highest = 0.0, 100.0
        series.save()
    source.run()
    before = table()
    source.faults(wrong_unit={"kpi": "N79173", "factor": 1000})
    run = source.run()
    assert run.quarantined == QuarantinedValue.objects.filter(state="open").count() > 5
    assert table() == before
    assert run.withdrawn == 0


def test_a_renamed_series_waits_for_a_person_and_shows_what_it_had(source, people):
    source.run()
    before = table()
    source.faults({"rename_kpi": {"kpi": "N79173", "title": "Något helt annat, antal"},
                   "add_year": {"kpi": "N79173", "year": 2026}})  # fmt: skip
    run = source.run()
    assert (run.status, states(run)["N79173"]) == ("partial", "failed")
    assert table() == before
    page = people.get(reverse("indicator_series"))
    assert "Behöver granskas" in page
    assert "Källan kallar serien ”Något helt annat, antal”" in page
    waiting = [item.sentence for item in waiting_for(fresh(people.steward))]
    assert "[Granska] en serie som källan har ändrat" in waiting


def accept(people, series, **changes):
    series.refresh_from_db()
    data = {"version": series.version, "seen": series.review_note, **changes}
    return people.browser().post(reverse("indicator_review", args=[series.key]), data)


@pytest.fixture
def renamed(source):
    source.run()
    source.faults({"rename_kpi": {"kpi": "N79173", "title": "Bedömning i tid, andel (%) (- 2026)"},
                   "add_year": {"kpi": "N79173", "year": 2026}})  # fmt: skip
    source.run()
    return source.series["N79173"]


def test_an_accepted_title_is_pinned_with_history_and_its_values_come(source, renamed, people):
    assert accept(people, renamed).status_code == 302
    renamed.refresh_from_db()
    assert renamed.title == "Bedömning i tid, andel (%) (- 2026)"
    assert (renamed.review_note, renamed.review_facts, renamed.ends_year) == ("", {}, 2026)
    assert renamed.changed_by == people.steward
    assert renamed.history.count() == 2
    assert source.run().status == "ok"
    assert value("N79173", "0004", 2026).value is not None
    page = people.get(reverse("indicator_series"))
    assert "En serie har tagit slut utan efterföljare" in page
    assert f'href="/arbete/lan/dataserier/{renamed.pk}/"' in page


def test_what_has_changed_once_more_is_not_accepted_unread(source, renamed, people):
    read = renamed.__class__.objects.get(pk=renamed.pk).review_note
    source.faults(rename_kpi={"kpi": "N79173", "title": "Ytterligare ett namn"})
    source.run()
    answer = accept(people, renamed, seen=read)
    assert answer.status_code == 409
    assert "Källan har ändrat serien igen" in answer.content.decode()
    renamed.refresh_from_db()
    assert renamed.title != "Ytterligare ett namn"


def test_a_series_edited_meanwhile_is_not_accepted(source, renamed, people):
    assert accept(people, renamed, version=99).status_code == 409
    assert accept(people, renamed, seen="").status_code == 422


def test_a_series_accepted_already_is_not_accepted_again(source, renamed, people):
    renamed.refresh_from_db()
    note = renamed.review_note
    accept(people, renamed)
    renamed.refresh_from_db()
    answer = accept(people, renamed, seen=note)
    assert answer.status_code == 409
    assert "inget att granska" in answer.content.decode()


def test_a_title_that_is_changed_back_needs_nobody(source, renamed, people):
    source.emulator.reset()
    assert source.run().status == "ok"
    renamed.refresh_from_db()
    assert (renamed.review_note, renamed.review_facts) == ("", {})


def test_missing_areas_are_named(source, people):
    source.run()
    page = people.get(reverse("indicator_series"))
    assert "Serien N20500" in page
    assert "Ålder och luckor" in page
    browser = people.browser()
    assert browser.get(reverse("indicator_review", args=["finns-inte"])).status_code == 404


def test_what_the_source_has_corrected_meanwhile_is_not_judged(bench, held, people):
    bench.store(reading(NORTH, 2024, 41.0), reading(SOUTH, 2024, 50.0))
    for note in (WHY, ""):
        answer = act(people, held, "godkann", note=note)
        assert answer.status_code == 409
        assert "Källan har lämnat ett annat värde." in answer.content.decode()
    assert people.browser().post(reverse("indicator_held", args=[held.pk])).status_code == 409
    assert bench.table()[NORTH, "2024", "T"] == 41.0


@pytest.mark.parametrize(("button", "state"), [("godkann", "accepted"), ("avvisa", "dismissed")])
def test_a_whole_series_may_be_judged_at_once(bench, held, people, button, state):
    bench.store(reading(NORTH, 2024, 4000.0), reading(SOUTH, 2024, 5000.0))
    page = people.get(reverse("indicator_held", args=[held.pk]))
    assert "Gör samma sak med ett annat värde" in page
    url = reverse("indicator_held", args=[held.pk])
    answer = people.browser().post(
        url, {"note": WHY, "whole_series": "on", button: ""}, follow=True
    )
    assert "2 värden är" in answer.content.decode()
    assert {each.value for each in bench.held(state)} == {4000.0, 5000.0}
    assert bench.held() == []
    assert (bench.table()[SOUTH, "2024", "T"] == 5000.0) is (state == "accepted")


def test_made_up_values_are_marked_as_such(bench, held, people):
    QuarantinedValue.objects.update(provenance="demo")
    for url in (reverse("indicator_quarantine"), reverse("indicator_held", args=[held.pk])):
        page = people.get(url)
        assert "påhittade siffror, inte från Kolada" in page
        assert "<title>DEMO: " in page
    assert "påhittade siffror" not in people.get(reverse("indicator_revisions"))


@pytest.mark.parametrize(
    ("lowest", "highest", "value", "reason"),
    [(0.0, None, -1.0, "Under 0"), (None, 12.5, 13.0, "Över 12,5"), (0.0, 100.0, 101.0,
     "Utanför 0–100")],
)  # fmt: skip
def test_the_reason_says_which_limit_was_passed(bench, lowest, highest, value, reason):
    bench.series.lowest, bench.series.highest = lowest, highest
    bench.series.save()
    bench.store(reading(NORTH, 2024, value))
    assert [each.reason for each in bench.held()] == [reason]


def test_only_stewards_accept_what_a_source_has_changed(bench, people):
    from indicators.services.review import accept_changes

    bench.series.review_note = "Ändrad."
    bench.series.save()
    with pytest.raises(NotAllowed):
        accept_changes(bench.series.pk, user=fresh(people.other), version=1, seen="Ändrad.")
    url = reverse("indicator_review", args=[bench.series.key])
    assert people.browser(people.other).post(url).status_code == 403
    bench.series.refresh_from_db()
    assert bench.series.review_note == "Ändrad."
