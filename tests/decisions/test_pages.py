"""What the pages say and keep: words, buttons, what was typed, numbers of queries."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from decisions.models import AgendaItem, Decision, Meeting, PreparedStance
from diary.models import DiaryDocument
from foundation.models import OutboxEvent
from foundation.text.dates import today
from initiatives.models import Directive, Initiative
from tests.decisions.support import TITLES, Meetings
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


def test_the_absent_are_not_taken_to_support(registrar, at):
    from decisions import services

    meeting = at.plan()
    at.put(meeting, at.matter())
    region_seat = next(
        seat
        for seat in services.members_on_the_day(meeting)
        if seat.organisation == at.world.region
    )
    services.open_meeting(
        meeting_id=meeting.pk, present=[region_seat.pk], version=None, actor=at.world.registrar
    )
    form = registrar.get(reverse("matter_decide", args=[meeting.pk, 1])).context["form"]
    assert form[f"stance_{at.world.north.pk}"].value() == ""
    assert form["wording"].value() == "att ge grupp A i uppdrag att prova reservplaner"
    assert form["responsible"].value() == at.world.member_a.pk


def test_what_was_typed_stays_when_the_decision_is_refused(registrar, at):
    meeting = at.opened()
    address = reverse("matter_decide", args=[meeting.pk, 1])
    typed = {
        "outcome": "approved", "version": Initiative.objects.get().version,
        "wording": "att göra så här", "motivation": "Därför att.", "due_on": "när som helst",
        f"note_{at.world.north.pk}": "Ett förbehåll.",
    }  # fmt: skip
    answer = registrar.post(address, typed)
    assert answer.status_code == 422
    page = text(answer)
    assert "<title>Fel: " in page
    assert "Välj en grupp som leder uppdraget." in page
    assert "#id_lead_0" in page
    for words in ("att göra så här", "Därför att.", "när som helst", "Ett förbehåll."):
        assert words in page
    assert "år-månad-dag, till exempel 2026-04-17" not in page, "the box is not of this outcome"
    wrong_day = registrar.post(address, typed | {"outcome": "remitted"})
    assert "Skriv ”Åter senast” som år-månad-dag" in text(wrong_day)
    assert "Välj vad som beslutades." in text(registrar.post(address, {"version": 1}))


def test_a_colleague_was_first_and_the_text_stays(registrar, at):
    meeting = at.opened()
    at.decide(at.item(meeting), "rejected", actor=at.world.chair)
    answer = registrar.post(
        reverse("matter_decide", args=[meeting.pk, 1]),
        {"outcome": "approved", "version": 1, "motivation": "Mina skäl."},
    )
    assert answer.status_code == 409
    assert "har redan ett beslut: Avslag, antecknat av Person chair" in text(answer)
    assert "Mina skäl." in text(answer)
    opened = registrar.get(reverse("matter_decide", args=[meeting.pk, 1]))
    assert opened.url == reverse("decision", args=[Decision.objects.get().pk])
    page = text(registrar.get(reverse("matter", args=[meeting.pk, 1])))
    assert "Läs hela beslutet" in page
    assert "Ej diariefört" in page


def test_a_newer_directive_is_told_and_taken_up_instead(registrar, at):
    """J7 in the browser: version 1 stands open while version 2 is handed in."""
    item = at.directive_item()
    address = reverse("matter_decide", args=[item.meeting_id, 1])
    form = text(registrar.get(address))
    assert "Direktiv, version 1" in form
    assert "Direktivet godkänns" in form
    assert "Grupp som leder" not in form
    first = Directive.objects.get()
    Directive.objects.create(
        initiative=first.initiative, edition=2, content=first.content, state="submitted",
        written_by=at.world.member_a,
    )  # fmt: skip
    version = Initiative.objects.get().version
    answer = registrar.post(address, {"outcome": "directive_approved", "version": version})
    assert answer.status_code == 409
    assert "Direktivet har ändrats – version 2 finns" in text(answer)
    assert not Decision.objects.exists()
    page = text(registrar.get(reverse("matter", args=[item.meeting_id, 1])))
    assert "Ta upp version 2 i stället" in page
    assert "Bakgrund" in page
    meeting = Meeting.objects.get()
    renewed = registrar.post(
        reverse("matter_renew", args=[meeting.pk, 1]), {"version": meeting.version}
    )
    assert renewed.status_code == 302
    answer = registrar.post(address, {"outcome": "directive_approved", "version": version})
    assert answer.status_code == 302
    assert "version 2" in Decision.objects.get().wording[0]


def test_three_clicks_from_decision_to_number_to_pdf_to_public_page(registrar, at):
    from decisions import handlers

    decision = at.decided()
    address = reverse("decision", args=[decision.pk])
    page = text(registrar.get(address))
    assert "Ej diariefört" in page
    assert "Läs utkastet som PDF" in page
    answer = registrar.post(reverse("decision_diarise", args=[decision.pk]))
    assert answer.url == address
    number = DiaryDocument.objects.get(category="Beslut").number
    page = text(registrar.get(address))
    assert number in page
    assert "PDF tas fram" in page
    assert f'hx-get="{reverse("decision_pdf_state", args=[decision.pk])}"' in page
    handlers.make_pdf(OutboxEvent.objects.get(kind="decision.pdf"))
    page = text(registrar.get(address))
    assert f'href="/diarium/{number}.pdf"' in page
    assert "hx-get" not in page
    assert f'href="/diarium/{number}/"' in page
    assert registrar.get(f"/diarium/{number}.pdf").status_code == 200
    assert registrar.get(f"/diarium/{number}/").status_code == 200
    assert number in text(registrar.get("/beslut/?ar="))


def test_a_double_click_is_told_the_number(registrar, at):
    decision = at.decided()
    number = at.diarise(decision).number
    answer = registrar.post(reverse("decision_diarise", args=[decision.pk]))
    assert answer.status_code == 409
    assert f"redan diariefört som {number}" in text(answer)


def test_a_pdf_that_cannot_be_made_is_told(registrar, at):
    from django.utils import timezone

    decision = at.decided()
    at.diarise(decision)
    OutboxEvent.objects.filter(kind="decision.pdf").update(dead_at=timezone.now())
    page = text(registrar.get(reverse("decision_pdf_state", args=[decision.pk])))
    assert "PDF:en kunde inte tas fram" in page
    assert "hx-get" not in page


def test_the_draft_is_read_before_and_not_after(registrar, at):
    decision = at.decided()
    address = reverse("decision_draft", args=[decision.pk])
    answer = registrar.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    at.diarise(decision)
    assert registrar.get(address).status_code == 404


def test_a_long_draft_is_not_set_while_somebody_waits(registrar, at, monkeypatch):
    from decisions.views import decisions as views

    decision = at.decided()
    monkeypatch.setattr(views, "LONGEST_DRAFT", 100)
    page = text(registrar.get(reverse("decision", args=[decision.pk])))
    assert "Utkastet är för långt" in page
    assert registrar.get(reverse("decision_draft", args=[decision.pk])).status_code == 404


def test_a_meeting_is_diarised_from_its_preview(registrar, at):
    meeting = at.opened(at.matter(), at.matter(TITLES[1]))
    at.decide(at.item(meeting, 1))
    at.decide(at.item(meeting, 2), "rejected")
    address = reverse("meeting_diarise", args=[meeting.pk])
    page = text(registrar.get(address))
    assert "Diarieför två beslut från mötet den" in page
    assert Initiative.objects.get(title=TITLES[1]).case.number in page
    answer = registrar.post(address, follow=True)
    numbers = DiaryDocument.objects.filter(category="Beslut").values_list("number", flat=True)
    assert all(number in text(answer) for number in numbers)
    assert len(numbers) == 2
    again = registrar.post(address)
    assert again.status_code == 409
    assert "redan diarieförda" in text(again)


def test_a_county_without_a_series_is_told_on_the_page(client, db):
    at = Meetings.in_small_county(with_series=False)
    decision = at.decided()
    client.force_login(fresh(at.world.people["registrar"]))
    preview = text(client.get(reverse("meeting_diarise", args=[decision.item.meeting_id])))
    assert "nytt ärende" in preview
    for address in (
        reverse("decision_diarise", args=[decision.pk]),
        reverse("meeting_diarise", args=[decision.item.meeting_id]),
    ):
        answer = client.post(address)
        assert answer.status_code == 409
        assert "Länet saknar diarieserie – lägg upp en serie först." in text(answer)


def test_no_page_says_another_countys_words(registrar, at):
    meeting = at.opened(at.matter(), at.matter(TITLES[1]))
    decision = at.decide(at.item(meeting))
    for address in (
        reverse("meetings"), reverse("meeting_new"), reverse("meeting", args=[meeting.pk]),
        reverse("matter", args=[meeting.pk, 2]), reverse("matter_decide", args=[meeting.pk, 2]),
        reverse("decision", args=[decision.pk]), reverse("meeting_diarise", args=[meeting.pk]),
        "/beslut/",
    ):  # fmt: skip
        assert not FORBIDDEN.search(text(registrar.get(address))), address


@pytest.mark.parametrize("name", ["meetings", "meeting"])
def test_lists_make_a_constant_number_of_queries(
    registrar, at, name, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    meeting = at.plan()
    at.put(meeting, at.matter())
    address = reverse(name, args=[meeting.pk] if name == "meeting" else [])
    registrar.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        registrar.get(address)
    for title in TITLES[1:]:
        at.put(meeting, at.matter(title))
        at.plan(today() + timedelta(days=len(title)))
    with CaptureQueriesContext(connection) as many:
        registrar.get(address)
    assert len(many) == len(few)
    assert len(many) <= 14
