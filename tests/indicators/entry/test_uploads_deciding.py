"""A file's way in: exactly what was shown, by a second person, once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.urls import reverse

from foundation import outbox
from foundation.errors import NotAllowed, Refused, StaleVersion, WrongState
from foundation.models import OutboxEvent, PageTouch
from foundation.waiting import waiting_for
from indicators.entered import said_sources
from indicators.models import Observation, Revision, Upload, UploadRow
from indicators.services.uploads.deciding import move_upload
from indicators.services.uploads.receiving import STUMBLED, read_file, receive_file
from indicators.sources.base import Period
from tests.factories import log_in
from tests.indicators.entry.files import book_of, brought, csv_of, preview
from tests.indicators.registry import observe

LINES = ("0480;2024;T;12,5", "0481;2024;T;7", "0482;2024;T;9", "Nyköbing;2024;T;1")


def move(upload, key, actor, **given):
    found = Upload.objects.get(pk=upload.pk)
    return move_upload(
        upload_id=upload.pk, key=key, version=found.version, actor=actor,
        **({"digest": found.preview_digest} | given),
    )  # fmt: skip


def stored(made):
    return {
        (row.area.code, row.year): row.value
        for row in Observation.objects.filter(series=made.manual).select_related("area")
    }


def some(made):
    observe(made.manual, made.areas["0481"], 2024, 5.0)
    observe(made.manual, made.areas["0482"], 2024, 9.0)
    return brought(made, csv_of(*LINES))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_preview_shows_exactly_what_would_change_and_changes_nothing(made):
    upload = some(made)
    assert preview(upload) == [
        (2, "new", None, 12.5), (3, "changed", 5.0, 7.0), (4, "unchanged", 9.0, 9.0),
        (5, "refused", None, None),
    ]  # fmt: skip
    assert (upload.new, upload.changed, upload.unchanged, upload.refused) == (1, 1, 1, 1)
    assert stored(made) == {("0481", 2024): 5.0, ("0482", 2024): 9.0}


def test_a_second_person_lets_the_values_in_and_revisions_are_kept(made):
    upload = some(made)
    move(upload, "propose", made.steward)
    PageTouch.objects.all().delete()
    move(upload, "apply", made.other_steward)
    assert stored(made) == {("0480", 2024): 12.5, ("0481", 2024): 7.0, ("0482", 2024): 9.0}
    provenances = dict(Observation.objects.values_list("area__code", "provenance"))
    assert provenances == {"0480": "upload", "0481": "upload", "0482": "kolada"}
    revision = Revision.objects.get()
    assert (revision.old_value, revision.new_value) == (5.0, 7.0)
    assert PageTouch.objects.filter(
        tags__contains=["figures", "measure:personal", "indicator:kontinuitet"]
    ).exists()
    said = {
        code: said_sources(made.manual, made.areas[code], Period(2024))
        for code in ("0480", "0481", "0482")
    }
    assert said == {"0480": {"T": "Länets enkät 2026"}, "0481": {"T": "Länets enkät 2026"},
                    "0482": {}}  # fmt: skip
    with pytest.raises(WrongState):
        move(upload, "apply", made.other_steward)


def test_nobody_lets_their_own_file_in(made):
    upload = some(made)
    move(upload, "propose", made.steward)
    for key in ("apply", "reject"):
        with pytest.raises(NotAllowed):
            move(upload, key, made.steward, reason="Skäl")
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.filter(pk=upload.pk).update(handled_by=made.steward)
    assert ("0480", 2024) not in stored(made)


def test_only_the_owner_proposes_and_discards(made):
    upload = some(made)
    for key in ("propose", "discard"):
        with pytest.raises(NotAllowed):
            move(upload, key, made.other_steward)
    move(upload, "discard", made.steward)
    assert Upload.objects.get().state == "discarded"


@pytest.mark.parametrize("who", ["member", "decider", "outsider"])
def test_others_bring_and_see_no_files(made, who):
    upload = some(made)
    person = getattr(made, who)
    with pytest.raises(NotAllowed):
        brought(made, csv_of("0480;2023;T;1"), actor=person)
    assert not Upload.objects.visible_to(person).exists()
    with pytest.raises(NotAllowed):
        move(upload, "apply" if upload.state == "proposed" else "propose", person)


@pytest.mark.parametrize("digest", ["", None, "0" * 64])
def test_another_preview_than_the_one_shown_is_not_let_in(made, digest):
    upload = some(made)
    with pytest.raises(WrongState):
        move(upload, "propose", made.steward, digest=digest)
    move(upload, "propose", made.steward)
    with pytest.raises(WrongState):
        move(upload, "apply", made.other_steward, digest=digest)
    assert ("0480", 2024) not in stored(made)


def test_an_older_version_is_told(made):
    upload = some(made)
    with pytest.raises(StaleVersion):
        move_upload(
            upload_id=upload.pk, key="propose", version=1, actor=made.steward,
            digest=upload.preview_digest,
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["changed", "new", "gone"])
def test_values_that_moved_since_the_preview_stop_it_until_compared_anew(made, kind):
    upload = some(made)
    move(upload, "propose", made.steward)
    if kind == "changed":
        Observation.objects.filter(area__code="0481").update(value=6.0)
    elif kind == "new":
        observe(made.manual, made.areas["0480"], 2024, 1.0)
    else:
        Observation.objects.filter(area__code="0481").update(withdrawn=True)
    before = stored(made)
    with pytest.raises(Refused, match="Jämför på nytt"):
        move(upload, "apply", made.other_steward)
    assert stored(made) == before
    first = upload.preview_digest
    move(upload, "read_again", made.other_steward)
    outbox.drain()
    upload.refresh_from_db()
    assert upload.state == "previewed"
    assert upload.preview_digest != first
    move(upload, "propose", made.steward)
    move(upload, "apply", made.other_steward)
    assert stored(made)["0481", 2024] == 7.0


def test_a_file_that_changes_nothing_is_not_proposed(made):
    observe(made.manual, made.areas["0480"], 2024, 12.5)
    upload = brought(made, csv_of("0480;2024;T;12,50", "x;2024;T;1"))
    with pytest.raises(Refused, match="inte ändra något"):
        move(upload, "propose", made.steward)


def test_the_same_file_waits_once(made):
    content = csv_of("0480;2024;T;5")
    first = brought(made, content)
    with pytest.raises(Refused) as refusal:
        brought(made, content)
    assert "redan inläst" in refusal.value.problems[0].message
    move(first, "discard", made.steward)
    assert brought(made, content).pk != first.pk


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source_text": " "}, "source_text"),
        ({"source_text": "Hon 19121212-1212"}, "source_text"),
        ({"name": "19121212-1212.csv"}, "file"),
    ],
)
def test_texts_about_the_file_are_checked(made, changes, field):
    with pytest.raises(Refused) as refusal:
        brought(made, csv_of("0480;2024;T;5"), **changes)
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_a_series_read_by_machine_takes_no_file(made):
    with pytest.raises(Refused) as refusal:
        brought(made, csv_of("0480;2024;T;5"), series=made.machine)
    assert refusal.value.problems[0].field == "series"


def test_a_worker_that_comes_twice_reads_once(made):
    upload = some(made)
    rows = list(UploadRow.objects.values_list("pk", flat=True))
    read_file(upload.pk)
    assert list(UploadRow.objects.values_list("pk", flat=True)) == rows


def test_a_file_thrown_away_while_it_is_read_stays_away(made, monkeypatch):
    from indicators.services.uploads import receiving

    upload = receive_file(
        series=made.manual, name="a.csv", content=csv_of("0480;2024;T;5"), source_text="Källa",
        actor=made.steward,
    )  # fmt: skip
    compare = receiving.compare

    def slowly(*given):
        move(upload, "discard", made.steward)
        return compare(*given)

    monkeypatch.setattr(receiving, "compare", slowly)
    outbox.drain()
    upload.refresh_from_db()
    assert upload.state == "discarded"
    assert not upload.rows.exists()
    assert OutboxEvent.objects.get().done_at


def test_an_older_preview_is_not_shown_while_the_file_is_compared_anew(made):
    upload = some(made)
    move(upload, "read_again", made.steward)
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert "Filen läses" in page
    assert "Rad för rad" not in page
    with pytest.raises(WrongState):
        move(upload, "propose", made.steward)


def test_nothing_of_a_reading_stays_when_it_fails_midway(made, monkeypatch):
    from indicators.services.uploads import receiving

    def stop(*_given):
        raise RuntimeError("the worker was killed")

    receive_file(
        series=made.manual, name="a.csv", content=csv_of("0480;2024;T;5"), source_text="Källa",
        actor=made.steward,
    )  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr(receiving, "digest", stop)
        outbox.drain()
    upload = Upload.objects.get()
    assert upload.state == "reading"
    assert not upload.rows.exists()
    OutboxEvent.objects.update(due_at=upload.uploaded_at)
    outbox.drain()
    upload.refresh_from_db()
    assert (upload.state, upload.new) == ("previewed", 1)


def test_a_file_that_the_reading_stumbles_over_is_given_up_and_said_so(made, monkeypatch, caplog):
    from indicators.services.uploads import reading

    def stumble(*_given):
        raise OverflowError("what nobody thought of")

    monkeypatch.setattr(reading, "out_of_range", stumble)
    upload = brought(made, csv_of("0480;2024;T;5"))
    assert (upload.state, upload.problems) == ("unreadable", [STUMBLED])
    assert not upload.rows.exists()
    assert OutboxEvent.objects.get().done_at
    assert "what nobody thought of" in caplog.text
    page = text(log_in(made.steward).get(reverse("upload", args=[upload.pk])))
    assert STUMBLED in page


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_file_waits_for_the_next_try_when_the_database_fails_while_it_is_read(
    made, monkeypatch, fault
):
    from indicators.services.uploads import receiving

    def fail(*_given):
        raise fault("the server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "stored_values", fail)
        upload = brought(made, csv_of("0480;2024;T;5"))
    assert upload.state == "reading"
    OutboxEvent.objects.update(due_at=upload.uploaded_at)
    outbox.drain()
    upload.refresh_from_db()
    assert (upload.state, upload.new) == ("previewed", 1)


def test_the_walk_of_a_file_through_the_pages(made):
    first, second = log_in(made.steward), log_in(made.other_steward)
    assert "Inga filer är inlästa än" in text(first.get(reverse("uploads")))
    address = reverse("upload_new")
    without = first.post(address, {"series": made.manual.key, "source_text": "Enkäten"})
    assert without.status_code == 422
    assert "Välj en fil" in text(without)
    assert 'value="Enkäten"' in text(without)
    wrong = first.post(
        address,
        {"series": made.manual.key, "source_text": "Enkäten",
         "file": SimpleUploadedFile("s.csv", b"%PDF-1.4")},
    )  # fmt: skip
    assert "varken CSV eller XLSX" in text(wrong)
    observe(made.manual, made.areas["0481"], 2024, 5.0)
    answer = first.post(
        address,
        {"series": made.manual.key, "source_text": "Enkäten",
         "file": SimpleUploadedFile("siffror.csv", csv_of(*LINES))},
    )  # fmt: skip
    upload = Upload.objects.get()
    assert answer.url == reverse("upload", args=[upload.pk])
    assert "Filen läses" in text(first.get(answer.url))
    state = reverse("upload_state", args=[upload.pk])
    assert "hx-get" in text(first.get(state))
    assert "HX-Refresh" not in first.get(state).headers
    outbox.drain()
    assert first.get(state).headers["HX-Refresh"] == "true"
    page = text(first.get(answer.url))
    assert "Filen skulle ge två nya värden och ett ändrat värde" in page
    assert "Området ”Nyköbing” är okänt" in page
    only = text(first.get(answer.url, {"visa": "andrade"}))
    assert "Nyköbing;" not in only
    assert only.count('<th scope="row" class="number"') == 1
    version = Upload.objects.get().version
    propose = reverse("upload_step", args=[upload.pk, "lamna"])
    assert "Två nya värden, ett ändrat, noll oförändrade och en avvisad rad" in text(
        first.get(propose)
    )
    digest = Upload.objects.get().preview_digest
    assert first.post(propose, {"version": version}).status_code == 409
    assert first.post(propose, {"version": version, "digest": digest}).status_code == 302
    assert "kan inte införa den själv" in text(first.get(answer.url))
    apply = reverse("upload_step", args=[upload.pk, "infor"])
    sent = {"version": version + 1, "digest": digest}
    assert first.post(apply, sent).status_code == 403
    assert second.post(apply, sent).url == answer.url
    assert stored(made)["0480", 2024] == 12.5
    assert "införde värdena" in text(second.get(answer.url))
    assert second.post(apply, sent).status_code == 409


def test_the_file_is_handed_back_as_it_came(made):
    content = csv_of("0480;2024;T;5", encoding="latin-1")
    upload = brought(made, content)
    answer = log_in(made.other_steward).get(reverse("upload_file", args=[upload.pk]))
    assert answer.content == content
    assert answer.headers["Content-Disposition"] == f'attachment; filename="fil-{upload.pk}.csv"'
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_what_waits_is_said_to_the_right_steward(made):
    upload = some(made)
    assert "skulle ändra" in waiting_for(made.steward)[0].sentence
    assert waiting_for(made.other_steward) == []
    move(upload, "propose", made.steward)
    assert waiting_for(made.steward) == []
    assert "[Granska] filen ”siffror.csv”" in waiting_for(made.other_steward)[0].sentence


def test_pages_are_for_stewards(made, client):
    upload = some(made)
    browser = log_in(made.member)
    places = [
        ("uploads", []), ("upload_new", []), ("upload", [upload.pk]),
        ("upload_state", [upload.pk]), ("upload_file", [upload.pk]),
        ("upload_step", [upload.pk, "infor"]),
    ]  # fmt: skip
    for name, rest in places:
        assert client.get(reverse(name, args=rest)).status_code == 302
        assert browser.get(reverse(name, args=rest)).status_code == 403


def test_the_preview_is_paged_with_the_same_queries(made, django_assert_max_num_queries):
    lines = [f"{code};{year};{gender};5" for code in ("0480", "0481", "0482")
             for year in range(2007, 2025) for gender in "TKM"]  # fmt: skip
    upload = brought(made, csv_of(*lines))
    browser = log_in(made.steward)
    with django_assert_max_num_queries(14):
        page = text(browser.get(reverse("upload", args=[upload.pk])))
    assert page.count('<th scope="row" class="number"') == 100
    assert "sida=2" in page


def test_a_book_is_let_in_like_any_file(made):
    upload = brought(made, book_of([["område", "period", "värde"], ["Norrby", 2024, 12.25]]))
    move(upload, "propose", made.steward)
    move(upload, "apply", made.other_steward)
    assert stored(made) == {("0480", 2024): 12.25}
