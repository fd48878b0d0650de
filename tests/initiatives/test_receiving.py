"""Handing in: the moment when a draft becomes a document of the county."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from county.models import County
from diary.models import DiaryCase, DiaryDocument, DiarySeries, DocumentFile
from diary.services import archive_copy
from foundation import outbox
from foundation.errors import NotAllowed
from foundation.models import OutboxEvent, OutgoingMail, StatusChange
from foundation.text.dates import long_date, today
from foundation.waiting import waiting_for
from initiatives import document, services
from initiatives.models import Initiative, ReadyNote, Submission
from tests.factories import World, initiative_in, make_initiative


def test_a_case_is_opened_with_the_proposal_as_its_first_document(world: World) -> None:
    before = timezone.now()
    initiative = initiative_in(world, "submitted")
    assert initiative.received_at is not None
    assert before <= initiative.received_at <= timezone.now()
    assert initiative.case is not None
    first = DiaryDocument.objects.get(case=initiative.case)
    assert first.number == f"{initiative.case.number}-1"
    assert first.direction == "incoming"
    assert first.party == str(world.group_b)
    assert (initiative.case.public_title, first.public_title, first.public_party) == ("", "", "")
    kept = json.loads(bytes(first.files.get().file.content))
    submission = Submission.objects.get(initiative=initiative)
    assert kept == submission.content
    assert submission.document == first
    assert kept["title"] == initiative.title
    assert submission.edition == 1


def test_a_county_may_show_titles_that_have_come_in(world: World) -> None:
    County.objects.update(submitted_title_is_public=True)
    initiative = initiative_in(world, "submitted")
    assert initiative.case is not None
    assert initiative.title in initiative.case.public_title


def test_the_worker_makes_the_archive_copy_once(world: World) -> None:
    initiative = initiative_in(world, "submitted")
    submission = initiative.submissions.get()
    event = OutboxEvent.objects.get(kind="initiative.pdf")
    assert event.key == str(submission.pk)
    for _ in range(2):
        outbox._handlers["initiative.pdf"](event)
    copy = archive_copy(submission.document)
    assert copy is not None
    assert bytes(copy.file.content).startswith(b"%PDF-")
    assert copy.name == f"{submission.document.number}.pdf"
    assert DocumentFile.objects.filter(document=submission.document).count() == 2


def test_the_archive_copy_tells_what_was_handed_in(world: World) -> None:
    submission = initiative_in(world, "submitted").submissions.get()
    context = document.context_of(submission)
    headings = [section.heading for part in context["chapters"] for section in part["sections"]]
    assert "C6 Brukar-/patientmedverkan" in headings
    tables = [s.table for part in context["chapters"] for s in part["sections"] if s.table]
    assert ["Arbetstid", "400\u00a0000\u00a0kr", "400\u00a0000\u00a0kr"] in [
        list(row) for table in tables for row in table.rows
    ]
    assert context["information"].number == submission.document.number
    assert str(world.north) in context["information"].responsible
    empty = [s for part in context["chapters"] for s in part["sections"] if s.text == "Inget svar."]
    assert empty


def test_without_a_series_it_is_received_all_the_same(world: World) -> None:
    DiarySeries.objects.all().delete()
    initiative = initiative_in(world, "submitted")
    assert initiative.received_at is not None
    assert initiative.case is None
    submission = initiative.submissions.get()
    assert submission.document is None
    assert not OutboxEvent.objects.filter(kind="initiative.pdf").exists()
    assert not DiaryCase.objects.exists()
    document.archive(submission.pk)
    assert document.render(submission).startswith(b"%PDF-")


def test_nothing_is_registered_when_something_is_missing(world: World) -> None:
    initiative = initiative_in(world, "preparing", complete=False)
    address = reverse("initiative_step", args=[initiative.pk, "skicka-in"])
    world.browser("convener_a").post(address, {"version": initiative.version})
    assert not DiaryCase.objects.exists()
    assert not Submission.objects.exists()
    assert Initiative.objects.get(pk=initiative.pk).received_at is None


def test_completion_gives_a_second_version_without_a_number(world: World) -> None:
    initiative = initiative_in(world, "needs_completion")
    came_in = initiative.received_at
    services.save_section(
        initiative_id=initiative.pk, version=None, answers={"D2": "Fyrtio hushåll."},
        actor=world.author,
    )  # fmt: skip
    services.resubmit(initiative_id=initiative.pk, version=None, actor=world.author)
    fresh = Initiative.objects.get(pk=initiative.pk)
    assert (fresh.state, fresh.received_at) == ("submitted", came_in)
    assert fresh.completion_fields == []
    assert [each.edition for each in fresh.submissions.all()] == [1, 2]
    assert DiaryDocument.objects.filter(case=fresh.case).count() == 1
    browser = world.browser("receiver")
    page = browser.get(reverse("initiative_submission", args=[fresh.pk, 2])).content.decode()
    changed = page.split("Ändrat sedan förra versionen")[1].split("</div>")[0]
    assert "D2 Test inför breddinförande" in changed
    assert changed.count("<a ") == 1
    first = browser.get(reverse("initiative_submission", args=[fresh.pk, 1])).content.decode()
    assert "Fyrtio hushåll." not in first
    assert browser.get(reverse("initiative_submission", args=[fresh.pk, 3])).status_code == 404


def test_what_was_handed_in_cannot_be_changed(world: World) -> None:
    submission = initiative_in(world, "submitted").submissions.get()
    for sql in (
        "UPDATE initiatives_submission SET edition = 7 WHERE id = %s",
        "DELETE FROM initiatives_submission WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [submission.pk])


def test_the_author_hands_in_when_every_group_has_noted(world: World) -> None:
    initiative = make_initiative(world)
    services.save_section(
        initiative_id=initiative.pk, version=None, actor=world.author,
        answers={"A5": [str(world.group_a.pk), str(world.group_b.pk)]},
    )  # fmt: skip
    services.send_to_preparation(initiative_id=initiative.pk, version=None, actor=world.author)

    def note(role: str) -> None:
        services.note_ready(initiative_id=initiative.pk, version=None, actor=getattr(world, role))

    with pytest.raises(NotAllowed):
        note("author")
    note("member_a")
    note("member_a")
    assert ReadyNote.objects.filter(initiative=initiative).count() == 1
    with pytest.raises(NotAllowed):
        services.submit(initiative_id=initiative.pk, version=None, actor=world.author)
    note("convener_b")
    sentences = [item.sentence for item in waiting_for(world.author)]
    assert any(sentence.startswith("[Skicka in]") for sentence in sentences)
    done = services.submit(initiative_id=initiative.pk, version=None, actor=world.author)
    assert done.state == "submitted"


def test_notes_of_readiness_fall_when_it_goes_back(world: World) -> None:
    initiative = initiative_in(world, "preparing")
    answer = world.browser("member_a").post(reverse("initiative_ready", args=[initiative.pk]))
    assert answer.status_code == 302
    assert "Beredningsgrupp Äldre" in str(ReadyNote.objects.get())
    refused = world.browser("colleague").post(reverse("initiative_ready", args=[initiative.pk]))
    assert refused.status_code == 403
    services.return_to_author(
        initiative_id=initiative.pk, version=None, reason="Mer om kostnaden.", actor=world.member_a
    )
    assert not ReadyNote.objects.exists()
    page = world.browser("author").get(reverse("initiative_work", args=[initiative.pk]))
    assert "Mer om kostnaden." in page.content.decode()


def test_returned_to_the_author_the_group_reads_no_more(world: World) -> None:
    initiative = initiative_in(world, "preparing")
    services.return_to_author(
        initiative_id=initiative.pk, version=None, reason="Mer.", actor=world.member_a
    )
    page = world.browser("member_a").get(reverse("initiative_work", args=[initiative.pk]))
    assert page.status_code == 404


def test_withdrawn_before_preparation_the_group_never_reads(world: World) -> None:
    initiative = initiative_in(world, "withdrawn")
    assert not Initiative.objects.visible_to(world.member_a).filter(pk=initiative.pk).exists()


def test_the_remitted_group_writes_and_hands_in(world: World) -> None:
    initiative = initiative_in(world, "remitted")
    page = world.browser("convener_b").get(reverse("initiative_work", args=[initiative.pk]))
    assert "Kostnaden är oklar." in page.content.decode()
    services.save_section(
        initiative_id=initiative.pk, version=None, answers={"A6": "Ny."}, actor=world.convener_b
    )
    done = services.resubmit_remitted(
        initiative_id=initiative.pk, version=None, reason="Kostnaden är uppdelad.",
        actor=world.convener_b,
    )  # fmt: skip
    assert (done.state, done.remitted_to, done.due_on) == ("submitted", None, None)
    assert initiative.submissions.count() == 2


def test_the_inbox_shows_what_waits_longest_first(world: World) -> None:
    older = initiative_in(world, "submitted", title="Den äldre av de två")
    initiative_in(world, "needs_completion", title="Den nyare av de två")
    Initiative.objects.filter(pk=older.pk).update(
        received_at=timezone.localtime() - timedelta(days=9)
    )
    page = world.browser("receiver").get(reverse("initiative_inbox")).content.decode()
    assert page.index("Den äldre") < page.index("Den nyare")
    assert '<td class="number" data-label="Dagar">9</td>' in page
    assert "Två initiativ har kommit in" in page
    for role in ("author", "assessor", "operator", "decider"):
        assert world.browser(role).get(reverse("initiative_inbox")).status_code == 403


def test_an_empty_inbox_says_what_it_is_for(world: World) -> None:
    page = world.browser("receiver").get(reverse("initiative_inbox")).content.decode()
    assert "Inget väntar i inkorgen" in page


STEPS = [
    ("draft", "author", "skicka-till-beredning", {}, "preparing"),
    ("preparing", "member_a", "lamna-tillbaka", {"reason": "Mer."}, "draft"),
    ("preparing", "convener_a", "skicka-in", {}, "submitted"),
    ("submitted", "receiver", "begar-komplettering", {"reason": "Mer.", "fields": "D2"},
     "needs_completion"),
    ("needs_completion", "author", "skicka-in-igen", {}, "submitted"),
    ("remitted", "author", "svara-pa-aterremiss", {"reason": "Klart."}, "submitted"),
    ("submitted", "author", "aterkalla", {"reason": "Vi väntar."}, "withdrawn"),
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=[step[2] for step in STEPS])
def test_each_step_asks_and_is_taken(
    world: World, step: tuple[str, str, str, dict[str, str], str]
) -> None:
    state, role, word, facts, target = step
    initiative = initiative_in(world, state)
    browser, address = world.browser(role), reverse("initiative_step", args=[initiative.pk, word])
    assert browser.get(address).status_code == 200
    stale = browser.post(address, facts | {"version": "0"})
    assert stale.status_code == 409
    assert facts.get("reason", "") in stale.content.decode()
    done = browser.post(address, facts | {"version": str(initiative.version)})
    assert done.headers["Location"] == reverse("initiative_work", args=[initiative.pk])
    assert Initiative.objects.get(pk=initiative.pk).state == target
    again = browser.post(address, facts | {"version": str(initiative.version)})
    assert again.status_code in {403, 404, 409}


def test_those_concerned_get_a_letter(world: World) -> None:
    initiative = initiative_in(world, "needs_completion")
    for event in OutboxEvent.objects.filter(kind="initiative.notice"):
        outbox._handlers[event.kind](event)
        outbox._handlers[event.kind](event)
    letters = {(each.recipient, each.subject.partition(":")[0]) for each in
               OutgoingMail.objects.all()}  # fmt: skip
    assert letters == {
        ("convener-a@example.test", "Ett initiativ är skickat till er för beredning"),
        ("receiver@example.test", "Ett initiativ har kommit in"),
        ("author@example.test", "Ditt initiativ behöver kompletteras"),
        ("convener-a@example.test", "Ditt initiativ behöver kompletteras"),
    }
    asked = OutgoingMail.objects.get(recipient="author@example.test")
    assert "Beskriv testet." in asked.body
    assert initiative.title in asked.body


@pytest.mark.parametrize(("state", "told"), [("withdrawn", False), ("withdrawn_late", True)])
def test_a_withdrawn_draft_is_nobody_else_s_business(
    world: World, state: str, *, told: bool
) -> None:
    initiative_in(world, state)
    for event in OutboxEvent.objects.filter(kind="initiative.notice"):
        outbox._handlers[event.kind](event)
    letters = OutgoingMail.objects.filter(subject__startswith="Ett initiativ är återkallat")
    assert letters.exists() is told


def test_the_record_of_steps_has_no_holes(world: World) -> None:
    initiative = initiative_in(world, "trial")
    changes = list(StatusChange.of(initiative))
    assert changes[0].source == "draft"
    assert changes[-1].target == "trial"
    assert all(a.target == b.source for a, b in pairwise(changes))
    with pytest.raises(ObjectDoesNotExist):
        StatusChange.of(initiative).get(actor=None)


@pytest.mark.parametrize(
    ("state", "role", "who"),
    [
        ("submitted", "author", "författaren"),
        ("needs_completion", "convener_b", "gruppens sammankallande"),
    ],
)
def test_a_withdrawal_is_one_more_document_of_the_case(
    world: World, state: str, role: str, who: str
) -> None:
    County.objects.update(submitted_title_is_public=True)
    initiative = initiative_in(world, state)
    address = reverse("initiative_step", args=[initiative.pk, "aterkalla"])
    sent = {"version": initiative.version, "reason": "Regionen gör det redan."}
    assert world.browser(role).post(address, sent).status_code == 302
    assert Initiative.objects.get(pk=initiative.pk).state == "withdrawn"
    first, last = DiaryDocument.objects.filter(case=initiative.case).order_by("serial")
    assert last.number == f"{initiative.case}-2"
    assert (last.direction, last.category, last.dated) == ("incoming", "Återkallelse", today())
    assert last.party == str(world.group_b)
    assert last.title == f"Återkallelse av initiativ: {initiative.title}"
    assert (last.public_title, last.public_party) == ("", "")
    kept = bytes(last.files.get().file.content).decode()
    assert f"{long_date(today())} av {who}, för {world.group_b}" in kept
    assert "Skäl: Regionen gör det redan." in kept
    assert not last.archive_expected
    assert OutboxEvent.objects.filter(kind="initiative.pdf").count() == 1
    assert first.archive_expected
    public = Client().get(f"/diarium/{last.number}/").content.decode()
    assert "Uppgift lämnas efter prövning" in public
    for hidden in ("Återkallelse", "Regionen gör", str(world.group_b)):
        assert hidden not in public


def test_a_withdrawn_draft_leaves_nothing_in_the_register(world: World) -> None:
    for state in ("draft", "preparing"):
        initiative = initiative_in(world, state)
        services.withdraw(
            initiative_id=initiative.pk, version=None, reason="Vi väntar.", actor=world.author
        )
    DiarySeries.objects.all().delete()
    initiative = initiative_in(world, "submitted")
    services.withdraw(
        initiative_id=initiative.pk, version=None, reason="Vi väntar.", actor=world.author
    )
    assert not DiaryDocument.objects.exists()


def test_a_personnummer_stops_the_withdrawal_at_its_field(world: World) -> None:
    initiative = initiative_in(world, "submitted")
    address = reverse("initiative_step", args=[initiative.pk, "aterkalla"])
    sent = {"version": initiative.version, "reason": "Hon heter 811218-9876."}
    answer = world.browser("author").post(address, sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert '<a href="#id_reason">Ta bort personnumret: skälet diarieförs.</a>' in page
    assert "811218-9876" in page
    assert Initiative.objects.get(pk=initiative.pk).state == "submitted"
    assert DiaryDocument.objects.filter(case=initiative.case).count() == 1
