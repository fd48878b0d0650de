"""Reflections: who writes, who publishes, what the public sees, what is refused."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from county.models import Body, Membership
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.models import PageTouch, StatusChange
from foundation.text.dates import today
from indicators.models import Indicator, Reflection
from indicators.reflections import bodies_for, own_body, published_for
from indicators.rules import publishes_reflection, writes_reflection
from indicators.services.reflections import change_reflection, move_reflection, write_reflection
from indicators.sources.base import Period
from tests.factories import fresh, log_in, make_user

TEXT = "Fler möter samma personer. Vi vet inte ännu om det beror på schemat."
PERSONAL_NUMBER = "19121212-1212"


def write(made, actor=None, **changes):
    given = {
        "indicator": made.indicator, "measure": None, "body": made.network,
        "period": Period(2025), "text": TEXT, "actor": actor or made.member,
    }  # fmt: skip
    return write_reflection(**(given | changes))


def move(reflection, key, actor, **given):
    return move_reflection(reflection_id=reflection.pk, key=key, version=None, actor=actor, **given)


def published(made, **changes):
    found = write(made, **changes)
    return move(found, "publish", made.steward)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("who", "bodies"),
    [
        ("member", ["natverket"]),
        ("convener", ["natverket"]),
        ("decider", ["styrgruppen"]),
        ("steward", ["enheten", "natverket", "styrgruppen"]),
        ("outsider", []),
    ],
)
def test_who_writes_for_which_body(made, who, bodies):
    assert sorted(body.key for body in bodies_for(getattr(made, who))) == bodies


@pytest.mark.parametrize(
    ("who", "writes", "publishes"),
    [
        ("member", True, False),
        ("convener", True, True),
        ("steward", True, True),
        ("decider", False, False),
        ("outsider", False, False),
    ],
)
def test_rights_follow_the_seat(made, who, writes, publishes):
    found = write(made)
    person = getattr(made, who)
    assert writes_reflection(person, found) is writes
    assert publishes_reflection(person, found) is publishes
    assert Reflection.objects.visible_to(person).contains(found) is writes


def test_a_seat_that_ended_gives_no_right(made):
    Membership.objects.filter(user=made.people["member"]).update(
        valid_to=today() - timedelta(days=1)
    )
    with pytest.raises(NotAllowed):
        write(made)


def test_a_historic_network_writes_nothing(made):
    made.network.historic = True
    made.network.save()
    assert bodies_for(made.member) == []
    assert made.network not in bodies_for(made.steward)


def test_a_member_does_not_write_for_another_body(made):
    with pytest.raises(NotAllowed):
        write(made, body=made.steering)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": "  "}, "text", "Skriv något"),
        ({"text": f"Hon, {PERSONAL_NUMBER}, väntar."}, "text", PERSONAL_NUMBER),
        ({"text": "x" * 4001}, "text", "4000"),
        ({"period": Period(2099)}, "period", "har inte börjat"),
    ],
)
def test_what_is_refused_and_where(made, changes, field, words):
    with pytest.raises(Refused) as refusal:
        write(made, **changes)
    (problem,) = refusal.value.problems
    assert problem.field == field
    assert words in problem.message
    assert not Reflection.objects.exists()


def test_a_measure_must_belong_to_the_indicator(made):
    elsewhere = Indicator.objects.create(key="annan", name="Annan", goal_area=made.goal_area)
    with pytest.raises(Refused, match="inte sparad"):
        write(made, indicator=elsewhere, measure=made.measure)


def test_a_draft_is_changed_and_its_history_kept(made):
    found = write(made)
    change_reflection(
        reflection_id=found.pk, version=1, indicator=made.indicator, measure=made.measure,
        body=made.network, period=Period(2024, 3), text="Ny text", actor=made.convener,
    )  # fmt: skip
    found.refresh_from_db()
    assert (found.text, found.period, found.measure) == ("Ny text", "2024-03", made.measure)
    assert found.version == 2
    names = [str(record.history_user) for record in found.history.order_by("history_id")]
    assert names == ["Person member", "Person convener"]


def test_two_on_the_same_version_and_the_second_is_told(made):
    found = write(made)
    facts = {
        "indicator": made.indicator, "measure": None, "body": made.network,
        "period": Period(2025),
    }  # fmt: skip
    change_reflection(reflection_id=found.pk, version=1, text="Först", actor=made.convener, **facts)
    with pytest.raises(StaleVersion, match="Person convener"):
        change_reflection(
            reflection_id=found.pk, version=1, text="Sist", actor=made.member, **facts
        )
    found.refresh_from_db()
    assert found.text == "Först"


def test_published_and_withdrawn_notes_are_never_changed(made):
    found = published(made)
    with pytest.raises(WrongState):
        change_reflection(
            reflection_id=found.pk, version=None, indicator=made.indicator, measure=None,
            body=made.network, period=Period(2025), text="Annat", actor=made.steward,
        )  # fmt: skip
    found.refresh_from_db()
    assert found.text == TEXT


def test_publishing_withdrawing_and_what_the_public_sees(made):
    found = write(made)
    assert published_for(made.indicator) == []
    with pytest.raises(NotAllowed):
        move(found, "publish", made.member)
    PageTouch.objects.all().delete()
    move(found, "publish", made.convener)
    assert published_for(made.indicator) == [found]
    assert PageTouch.objects.get().tags == [
        "figures", "indicator:kontinuitet", "measure:personal", "measure:lakare",
    ]  # fmt: skip
    with pytest.raises(Refused):
        move(found, "withdraw", made.convener)
    move(found, "withdraw", made.convener, reason="Siffran reviderades.")
    assert published_for(made.indicator) == []
    assert [row.reason for row in StatusChange.of(found)] == ["", "Siffran reviderades."]
    with pytest.raises(WrongState):
        move(found, "publish", made.convener)


def test_a_discarded_draft_touches_no_page(made):
    found = write(made)
    PageTouch.objects.all().delete()
    move(found, "discard", made.member)
    assert not PageTouch.objects.exists()


def test_a_shared_measure_carries_its_notes_to_all_its_indicators(made, django_assert_num_queries):
    second = Indicator.objects.create(key="andra", name="Andra", goal_area=made.goal_area)
    made.measure.indicators.add(second)
    about = published(made, measure=made.measure)
    early = published(made, period=Period(2019))
    with django_assert_num_queries(1):
        shown = published_for(made.indicator)
        assert [str(each.body) + str(each.measure or "") for each in shown]
    assert shown == [about, early]
    assert published_for(second) == [about]


def test_the_public_list_shows_text_body_and_period_and_escapes(made):
    found = published(made, text="Första raden\n\n<b>andra</b>", measure=made.measure)
    html = render_to_string(
        "indicators/reflection/list.html", {"reflections": published_for(made.indicator)}
    )
    assert "Nätverket i Provlandet om 2025" in html
    assert "Gäller måttet Personalkontinuitet" in html
    assert "&lt;b&gt;andra&lt;/b&gt;" in html
    assert f"reflektion-{found.pk}" in html
    assert "Person member" not in html
    assert render_to_string("indicators/reflection/list.html", {"reflections": []}).strip() == ""


def test_the_walk_of_a_note_through_the_pages(made):
    member, convener = log_in(made.member), log_in(made.convener)
    assert "Ingen har skrivit något om siffrorna än" in text(member.get(reverse("reflections")))
    address = reverse("reflection_new")
    page = text(member.get(address, {"om": "kontinuitet/personal"}))
    assert '<option value="kontinuitet/personal" selected>' in page
    typed = {
        "subject": "kontinuitet/personal", "period": "hösten", "body": made.network.pk,
        "text": TEXT,
    }  # fmt: skip
    refused = member.post(address, typed)
    assert refused.status_code == 422
    assert "Skriv ”Period” som ett år" in text(refused)
    assert TEXT in text(refused)
    assert 'value="hösten"' in text(refused)
    answer = member.post(address, typed | {"period": "2025"})
    found = Reflection.objects.get()
    assert answer.url == reverse("reflection", args=[found.pk])
    page = text(member.get(answer.url))
    assert "Kasta utkastet" in page
    assert "publicera/" not in page
    step = reverse("reflection_step", args=[found.pk, "publicera"])
    assert member.post(step, {"version": 1}).status_code == 403
    assert convener.post(step, {"version": 7}).status_code == 409
    assert convener.post(step, {"version": 1}).url == answer.url
    assert "publicerad av Person convener" in text(member.get(answer.url))
    assert "Ändra texten" not in text(member.get(answer.url))
    withdraw = reverse("reflection_step", args=[found.pk, "dra-tillbaka"])
    without = convener.post(withdraw, {"version": 2, "reason": ""})
    assert without.status_code == 422
    assert convener.post(withdraw, {"version": 2, "reason": "Fel period."}).status_code == 302
    assert "Skäl: Fel period." in text(convener.get(answer.url))


@pytest.mark.parametrize(
    ("who", "chosen"), [("member", "natverket"), ("steward", "enheten"), ("served", None)]
)
def test_nobody_writes_in_a_bodys_name_without_choosing_it(made, who, chosen):
    if who == "served":
        made.people["served"] = make_user("served", "steward_indicators")
    form = log_in(getattr(made, who)).get(reverse("reflection_new")).content.decode()
    select = re.search(r'<select name="body".*?</select>', form, re.DOTALL)[0]
    found = re.findall(r'<option value="(\d*)" selected', select)
    assert [Body.objects.get(pk=pk).key for pk in found if pk] == [chosen] * bool(chosen)
    assert re.search(r'<option value=""[^>]*>Välj</option>', select)


def test_a_seat_in_two_bodies_is_no_choice_either(made):
    Membership.objects.create(
        user=made.people["member"], role=Membership.objects.get(user=made.people["member"]).role,
        body=made.steering, valid_from=today() - timedelta(days=1),
    )  # fmt: skip
    assert len(bodies_for(made.member)) == 2
    assert own_body(made.member, bodies_for(made.member)) is None


def test_an_untouched_choice_of_body_is_refused_in_words(made):
    made.people["served"] = make_user("served", "steward_indicators")
    answer = log_in(made.served).post(
        reverse("reflection_new"),
        {"subject": "kontinuitet", "period": "2025", "body": "", "text": TEXT},
    )
    assert answer.status_code == 422
    assert "Välj vilket organ reflektionen skrivs för." in text(answer)
    assert not Reflection.objects.exists()


def test_a_stale_form_keeps_what_was_typed(made):
    found = write(made)
    browser = log_in(made.member)
    address = reverse("reflection_edit", args=[found.pk])
    typed = {
        "subject": "kontinuitet", "period": "2024", "body": made.network.pk, "text": "Min text",
        "version": 1,
    }  # fmt: skip
    assert browser.post(address, typed).status_code == 302
    again = browser.post(address, typed | {"text": "Den andras text"})
    assert again.status_code == 409
    assert "Någon annan hann före" in text(again)
    assert "Den andras text" in text(again)
    found.refresh_from_db()
    assert found.text == "Min text"


@pytest.mark.parametrize("name", ["reflections", "reflection_new"])
def test_pages_are_for_those_who_reflect(made, client, name):
    assert client.get(reverse(name)).status_code == 302
    assert log_in(made.outsider).get(reverse(name)).status_code == 403


def test_another_bodys_note_is_not_read_in_the_work_area(made):
    found = write(made)
    browser = log_in(made.decider)
    for name, rest in (("reflection", []), ("reflection_edit", []),
                       ("reflection_step", ["publicera"])):  # fmt: skip
        assert browser.get(reverse(name, args=[found.pk, *rest])).status_code == 403
    assert TEXT not in text(browser.get(reverse("reflections")))


def test_the_list_takes_the_same_queries_however_long(made, django_assert_max_num_queries):
    for year in range(2000, 2025):
        write(made, period=Period(year), measure=made.measure if year % 2 else None)
    browser = log_in(fresh(made.people["steward"]))
    with django_assert_max_num_queries(12):
        page = text(browser.get(reverse("reflections")))
    assert page.count('<td class="date">') == 25
