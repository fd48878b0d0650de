"""The decision's PDF: what it says and does not say, once per decision, valid for the archive."""

import subprocess

import pytest

from decisions import handlers
from decisions.models import Decision
from decisions.services import document
from diary.models import DocumentFile
from foundation.models import OutboxEvent, OutgoingMail
from tests.support.pdf_reader import spoken, texts
from tests.support.programs import need
from tests.support.verapdf import ARCHIVE, UNIVERSAL_ACCESS, verapdf

__all__ = ["verapdf"]


def full(decision):
    return Decision.objects.in_full().get(pk=decision.pk)


def test_the_registered_decision_as_it_is_read_aloud(at):
    decision = at.decided()
    number = at.diarise(decision).number
    said = spoken(document.render(full(decision)))
    for words in (
        number, "Reservplan när en anhörig blir sjuk", "Styrgruppen i Provlandet beslutar den",
        "att grupp A provar reservplaner", "att direktiv lämnas i maj", "Beredningsgrupp Äldre",
        "leder", "Beredningsgrupp Unga", "medverkar", "Ansvarig för uppdraget: Person member-a",
        "Provregionen", "tillstyrker", "Norrby", "avvikande mening", "Vill vänta in budgeten.",
        "K3 Kriterium K3", "uppfyllt", "Person chair, Ledamot, ordförande, Provregionen",
        "En plan som gäller samma dag", "400\xa0000\xa0kr", "Beslutet expedieras till",
    ):  # fmt: skip
        assert words in said, words
    assert "UTKAST" not in said


def test_the_headings_come_with_the_decision_first(at):
    headings = texts(document.render(full(at.decided())), "H2")
    assert headings == [
        "Bifall", "Ärendet i korthet", "Uppdrag till grupper", "Ställningstaganden per huvudman",
        "Kriterier", "Närvarande", "Underlag för beslutet", "Beslutet expedieras till",
    ]  # fmt: skip


def test_information_names_number_category_body_and_date(at):
    decision = at.decided()
    number = at.diarise(decision).number
    facts = document.context_of(full(decision))["information"]
    assert facts.number == number
    assert facts.category == "Beslut om bifall"
    assert facts.decided_by.startswith("Styrgruppen i Provlandet, den")
    assert facts.decided_by.endswith("§ 1")


def test_a_draft_says_so_and_has_no_number(at):
    pdf = document.render(full(at.decided()))
    assert "UTKAST – EJ DIARIEFÖRT" in spoken(pdf)
    assert document.info_of(Decision.objects.get()).registered is False


@pytest.mark.parametrize("outcome", ["remitted", "rejected", "tabled"])
def test_a_decision_on_what_is_not_public_tells_nothing_of_the_proposal(at, outcome):
    decision = at.decided(outcome)
    at.diarise(decision)
    said = spoken(document.render(full(decision)))
    assert "En plan som gäller samma dag" not in said
    assert "400\xa0000" not in said
    assert decision.motivation in said
    assert "Kriterier" not in said


def test_who_took_no_part_is_said(at):
    meeting = at.opened()
    decision = at.decide(at.item(meeting), positions={})
    assert spoken(document.render(full(decision))).count("deltog inte") == 2


def test_a_directive_is_told_in_full(at):
    decision = at.decide(at.directive_item(), "directive_approved")
    said = spoken(document.render(full(decision)))
    for words in ("Direktivet, version 1", "Bakgrund", "Slutdatum", "2027-06-30"):
        assert words in said
    assert "Personalkontinuitet, hemtjänst" in said


def test_a_body_without_criteria_has_no_such_heading(at):
    decision = at.decided()
    decision.facts["criteria"] = []
    assert document.context_of(decision)["criteria"] is None
    decision.facts["criteria"] = [{"code": "K5", "name": "Test", "met": True, "note": "Lagrum"}]
    table = document.context_of(decision)["criteria"]
    assert table.rows == [["K5 Test", "uppfyllt", "Lagrum"]]


def test_the_same_decision_gives_the_same_bytes(at):
    decision = at.decided()
    at.diarise(decision)
    assert document.render(full(decision)) == document.render(full(decision))


@pytest.mark.verapdf
@pytest.mark.parametrize("state", ["registered", "draft"])
def test_the_archive_accepts_it(at, verapdf, state):
    decision = at.decided()
    if state == "registered":
        at.diarise(decision)
    pdf = document.render(full(decision))
    assert verapdf.failures(pdf, ARCHIVE) == []
    assert verapdf.failures(pdf, UNIVERSAL_ACCESS) == []


def test_another_reader_gets_swedish_letters_right(at, tmp_path):
    decision = at.decided()
    number = at.diarise(decision).number
    path = tmp_path / "beslut.pdf"
    path.write_bytes(document.render(full(decision)))
    program = need("pdftotext", "poppler-utils")
    text = subprocess.run([program, path, "-"], check=True, capture_output=True).stdout.decode()
    assert number in text
    assert "Beredningsgrupp Äldre" in text
    assert "anhörig" in text


def test_the_worker_attaches_one_archive_copy_and_queues_one_notice(at):
    decision = at.decided()
    registered = at.diarise(decision)
    event = OutboxEvent.objects.get(kind="decision.pdf")
    handlers.make_pdf(event)
    handlers.make_pdf(event)
    copy = DocumentFile.objects.get(document=registered, role="archive")
    assert copy.name == f"{registered.number}.pdf"
    assert bytes(copy.file.content).startswith(b"%PDF-")
    assert OutboxEvent.objects.filter(kind="decision.notice").count() == 1


def test_two_workers_that_render_at_once_keep_one_copy(at, monkeypatch):
    """The second worker finished first while this one was rendering."""
    decision = at.decided()
    at.diarise(decision)
    real = document.render

    def meanwhile(found):
        monkeypatch.setattr(document, "render", real)
        document.archive(decision.pk)
        return real(found) + b"\n%another"

    monkeypatch.setattr(document, "render", meanwhile)
    document.archive(decision.pk)
    assert DocumentFile.objects.filter(role="archive", document__category="Beslut").count() == 1


def test_an_unregistered_decision_is_not_archived(at):
    with pytest.raises(ValueError, match="not registered"):
        document.archive(at.decided().pk)
    assert not DocumentFile.objects.filter(role="archive").exists()


def test_those_concerned_get_one_message_each(at):
    decision = at.decided()
    number = at.diarise(decision).number
    event = OutboxEvent(kind="decision.notice", key=str(decision.pk))
    handlers.send_notices(event)
    handlers.send_notices(event)
    sent = OutgoingMail.objects.filter(key__startswith="decision:")
    assert sorted(sent.values_list("recipient", flat=True)) == [
        "author@example.test", "convener-a@example.test", "convener-b@example.test",
        "member-a@example.test",
    ]  # fmt: skip
    body = sent.first().body
    assert number in body
    assert "att grupp A provar reservplaner" in body
    assert "Beredningsgrupp Äldre leder uppdraget" in body
    assert "Frågor om ärendet besvaras av mottagningen." in body


def test_the_group_that_gets_it_back_reads_why_and_when(at):
    from decisions.services import notices

    decision = at.decided("remitted")
    at.diarise(decision)
    found = full(decision)
    assert {str(each) for each in notices.recipients(found)} == {
        "Person author", "Person convener-b",
    }  # fmt: skip
    letter = notices.letter(found)
    assert "Skäl: Kostnaden är oklar." in letter
    assert "lämnas in igen senast den" in letter


def test_a_decision_on_the_directive_reaches_the_groups_at_work(at):
    from county.models import Term
    from decisions.services import notices

    decision = at.decide(at.directive_item(), "directive_approved")
    Term.objects.filter(key="receiver").delete()
    names = {str(each) for each in notices.recipients(full(decision))}
    assert {"Person member-a", "Person convener-b", "Person author"} <= names
    assert "Frågor" not in notices.letter(full(decision))
