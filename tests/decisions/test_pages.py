"""What the pages say and keep: words, buttons, what was typed, numbers of queries."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from decisions.models import AgendaItem, Meeting, PreparedStance
from foundation.text.dates import today
from tests.decisions.support import TITLES
from tests.factories import fresh

FORBIDDEN = re.compile(r"Länsstyrgrupp|\bNSV|\bLRS\b|FoUiS|Sörmland")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def registrar(client, at):
    client.force_login(fresh(at.world.people["registrar"]))
    return client


@pytest.fixture
def chair(client, at):
    client.force_login(fresh(at.world.people["chair"]))
    return client


def test_a_meeting_is_planned_in_the_form(registrar, at):
    address = reverse("meeting_new")
    typed = {
        "body": at.world.steering.pk, "held_on": "2027-13-40", "starts_at": "kl ett",
        "place": "Rådhuset", "dispatch_on": "",
    }  # fmt: skip
    answer = registrar.post(address, typed)
    assert answer.status_code == 422
    assert "Skriv ”Dag” som år-månad-dag" in text(answer)
    assert "till exempel 13.00" in text(answer)
    assert 'value="kl ett"' in text(answer)
    assert 'value="Rådhuset"' in text(answer)
    answer = registrar.post(address, typed | {"held_on": "20270304", "starts_at": "13.00"})
    meeting = Meeting.objects.get()
    assert answer.url == reverse("meeting", args=[meeting.pk])
    assert str(meeting.starts_at) == "13:00:00"
    again = registrar.post(address, typed | {"held_on": "2027-03-04", "starts_at": "13:00"})
    assert again.status_code == 422
    assert "Det finns redan ett möte då" in text(again)


def test_a_county_where_nobody_decides_is_told_what_to_do(registrar, at):
    at.world.steering.mandates.all().delete()
    page = text(registrar.get(reverse("meeting_new")))
    assert "Inget organ i länet beslutar om initiativ" in page


def test_a_meeting_is_changed_in_the_form(registrar, at):
    meeting = at.plan(place="Rådhuset", dispatch_on=today())
    address = reverse("meeting_change", args=[meeting.pk])
    assert 'value="Rådhuset"' in text(registrar.get(address))
    typed = {"held_on": "2027-03-05", "place": "Digitalt", "version": meeting.version}
    assert registrar.post(address, typed).status_code == 302
    stale = registrar.post(address, typed)
    assert stale.status_code == 409
    assert "har ändrats av Person registrar" in text(stale)
    assert 'value="Digitalt"' in text(stale)
    wrong = registrar.post(address, typed | {"held_on": "i morgon"})
    assert wrong.status_code == 422


def test_the_list_of_meetings_and_its_empty_state(registrar, at):
    assert "Inga möten än" in text(registrar.get(reverse("meetings")))
    meeting = at.opened()
    at.decide(at.item(meeting))
    page = text(registrar.get(reverse("meetings")))
    assert meeting.held_on.isoformat() in page
    assert "Pågår" in page
    assert "Planera möte" in page


def test_the_agenda_on_its_way_from_plan_to_number(registrar, at):
    initiative = at.matter()
    meeting = at.plan()
    address = reverse("meeting", args=[meeting.pk])
    page = text(registrar.get(address))
    assert "Föredragningslistan är tom" in page
    assert "Kan tas upp" in page
    answer = registrar.post(
        reverse("meeting_take_up", args=[meeting.pk]),
        {"initiative": initiative.pk, "version": meeting.version},
    )
    assert answer.url == address
    page = text(registrar.get(address))
    assert "Öppna mötet" in page
    assert "Stryk" in page
    assert "Inget väntar" in page

    seats = [choice[0] for choice in _seats(registrar, meeting)]
    refused = registrar.post(
        reverse("meeting_open", args=[meeting.pk]), {"version": meeting.version + 1}
    )
    assert refused.status_code == 422
    assert "Markera vilka ledamöter" in text(refused)
    answer = registrar.post(
        reverse("meeting_open", args=[meeting.pk]),
        {"version": meeting.version + 1, "present": seats[:2]},
    )
    assert answer.url == address
    page = text(registrar.get(address))
    assert "2 ledamöter är närvarande" in page
    assert "Anteckna beslut" in page
    assert "Har någon kommit senare?" in page
    meeting = Meeting.objects.get()
    answer = registrar.post(
        reverse("meeting_attend", args=[meeting.pk]),
        {"version": meeting.version, "membership": seats[2]},
    )
    assert answer.url == address
    assert "Har någon kommit senare?" not in text(registrar.get(address))

    at.decide(at.item(meeting))
    page = text(registrar.get(address))
    assert "Avsluta mötet" in page
    assert "Ej diariefört" in page
    closing = reverse("meeting_close", args=[meeting.pk])
    assert "Avsluta möte" in text(registrar.get(closing))
    meeting.refresh_from_db()
    assert registrar.post(closing, {"version": meeting.version}).url == address
    assert "Diarieför alla beslut från mötet" in text(registrar.get(address))


def _seats(client, meeting):
    form = client.get(reverse("meeting_open", args=[meeting.pk])).context["form"]
    return form.fields["present"].choices


def test_closing_with_matters_left_says_which(registrar, at):
    meeting = at.opened()
    answer = registrar.post(
        reverse("meeting_close", args=[meeting.pk]), {"version": meeting.version}
    )
    assert answer.status_code == 422
    assert "§ 1 har inget beslut" in text(answer)


def test_late_arrival_needs_a_person(registrar, at):
    meeting = at.opened()
    answer = registrar.post(reverse("meeting_attend", args=[meeting.pk]), {"membership": "x"})
    assert answer.status_code == 409
    assert "Välj vem som har kommit" in text(answer)


def test_a_late_matter_keeps_its_reason_and_gets_its_sentence(registrar, at):
    meeting = at.plan(today() + timedelta(days=2), dispatch_on=today() - timedelta(days=1))
    initiative, other = at.matter(), at.matter(TITLES[1])
    address = reverse("meeting_take_up", args=[meeting.pk])
    answer = registrar.post(address, {"initiative": initiative.pk, "version": meeting.version})
    assert answer.status_code == 422
    assert "Skriv varför ärendet är brådskande" in text(answer)
    assert f"#id_urgent_reason_{initiative.pk}" in text(answer)
    long = registrar.post(
        address,
        {"initiative": initiative.pk, "version": meeting.version, "urgent_reason": "x" * 301},
    )
    assert long.status_code == 422
    stale = registrar.post(
        address,
        {"initiative": other.pk, "version": "0", "urgent_reason": "Bidraget söks i dag."},
    )
    assert stale.status_code == 409
    assert "Bidraget söks i dag." in text(stale)
    taken = registrar.post(
        address,
        {"initiative": other.pk, "version": meeting.version, "urgent_reason": "Bidrag."},
    )
    assert taken.status_code == 302
    assert AgendaItem.objects.get().urgent_reason == "Bidrag."
    assert "Brådskande:" in text(registrar.get(reverse("matter", args=[meeting.pk, 1])))


def test_matters_move_and_are_struck_by_buttons(registrar, at):
    meeting = at.plan()
    for title in TITLES[:2]:
        at.put(meeting, at.matter(title))
    meeting.refresh_from_db()
    answer = registrar.post(
        reverse("matter_move", args=[meeting.pk, 2]),
        {"direction": "up", "version": meeting.version},
    )
    assert answer.status_code == 302
    assert at.item(meeting, 1).initiative.title == TITLES[1]
    strike = reverse("matter_strike", args=[meeting.pk, 1])
    assert "Stryka § 1" in text(registrar.get(strike))
    assert registrar.post(strike, {"version": 1}).status_code == 409
    meeting.refresh_from_db()
    assert registrar.post(strike, {"version": meeting.version}).status_code == 302
    assert at.item(meeting, 1).initiative.title == TITLES[0]


def test_one_matter_a_screen(chair, at):
    """The proposal for decision first, three facts, the stand, the way to the next."""
    meeting = at.opened(at.matter(), at.matter(TITLES[1]), at.matter(TITLES[2]))
    page = text(chair.get(reverse("matter", args=[meeting.pk, 2])))
    order = [
        page.index(words)
        for words in (
            TITLES[1],
            "Förslag till beslut",
            "att ge grupp A i uppdrag",
            "Vad kostar det?",
            "400\xa0000\xa0kr",
            "Vem har berett?",
            "Beredningsgrupp Äldre",
            "K3 Kriterium K3",
            "Läs hela underlaget",
            "Hur ställer sig Provregionen?",
            "tillstyrker",
            'rel="prev"',
            'rel="next"',
        )
    ]
    assert order == sorted(order)
    first = text(chair.get(reverse("matter", args=[meeting.pk, 1])))
    last = text(chair.get(reverse("matter", args=[meeting.pk, 3])))
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last


def test_a_stand_is_taken_on_the_page_and_fills_in_the_record(chair, at):
    meeting = at.plan()
    at.put(meeting, at.matter())
    address = reverse("matter", args=[meeting.pk, 1])
    region = at.world.region
    refused = chair.post(address, {"principal": region.pk, "note": "Vi vill vänta."})
    assert refused.status_code == 422
    assert "Välj hur ni ställer er." in text(refused)
    assert "Vi vill vänta." in text(refused)
    stop = chair.post(
        address, {"principal": region.pk, "stance": "abstains", "note": "Om 811228-9874"}
    )
    assert stop.status_code == 422
    taken = chair.post(
        address, {"principal": region.pk, "stance": "abstains", "note": "Vi vill vänta."}
    )
    assert taken.url == address
    assert "Provregionen: avstår – Vi vill vänta." in text(chair.get(address))
    at.open(meeting)
    form = chair.get(reverse("matter_decide", args=[meeting.pk, 1])).context["form"]
    assert form[f"stance_{region.pk}"].value() == "abstains"
    assert form[f"note_{region.pk}"].value() == "Vi vill vänta."
    assert form[f"stance_{at.world.north.pk}"].value() == "supports", "present, so consensus"


def test_somebody_with_two_huvudman_chooses_which(client, at):
    from tests.factories import add_membership

    world = at.world
    add_membership(world.people["chair"], body=world.steering, organisation=world.north)
    meeting = at.plan()
    at.put(meeting, at.matter())
    client.force_login(fresh(world.people["chair"]))
    address = reverse("matter", args=[meeting.pk, 1])
    assert "Hur ställer ni er?" in text(client.get(address))
    client.post(address, {"principal": world.north.pk, "stance": "dissents"})
    assert PreparedStance.objects.get().principal == world.north
