"""Pages of decisions: what they show, whom they offer what, on a phone and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from decisions.models import Decision, Meeting
from diary.models import DiaryDocument
from foundation.models import OutboxEvent
from foundation.text.dates import today
from initiatives.models import Directive, Initiative
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


def test_a_county_without_a_series_is_told_on_the_page(client, at):
    at.world.series.delete()
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
