"""What changes in the register changes, or takes away, the published pages it concerns."""

from uuid import uuid4

import pytest

from diary import services
from diary.models import (
    CaseCounter,
    ChainCheck,
    ChainHead,
    DocumentFile,
    SecrecyMark,
    Submission,
    YearCounter,
)
from diary.paths import public_paths
from foundation.errors import NotAllowed, Refused
from foundation.models import PageTouch, PublishedPage
from tests.diary.making import DAY, PDF, document, open_case
from tests.diary.test_diary_chain import commit

pytestmark = pytest.mark.django_db


def touched():
    tags = {tag for touch in PageTouch.objects.all() for tag in touch.tags}
    PageTouch.objects.all().delete()
    return tags


def test_each_service_names_the_pages_it_changes(series, registrar):
    case = open_case()
    assert touched() == {"diary"}
    registered = document(case)
    mine = {"diary", "case:PRV26-0001"}
    assert touched() == mine
    services.attach_file(
        document=registered, content=PDF, media_type="application/pdf", name="a.pdf"
    )
    own = mine | {"document:PRV26-0001-1"}
    assert touched() == own
    services.mark_secret(document=registered, provision="P", authority="A", actor=registrar)
    assert touched() == own
    services.lift_secrecy(document=registered, note="N", actor=registrar)
    assert touched() == own
    services.void(document=registered, reason="R", actor=registrar)
    assert touched() == own
    services.correct(
        document=registered, title="T", public_title="", party="", public_party="", dated=DAY,
        actor=registrar,
    )  # fmt: skip
    assert touched() == own
    services.record_check([])
    assert touched() == {"chain"}


@pytest.mark.parametrize("action", ["mark", "void"])
def test_what_is_hidden_is_gone_from_the_stored_pages_at_once(series, registrar, client, action):
    registered = document()
    pages = [*public_paths(), "/diarium/PRV26-0001/", "/diarium/PRV26-0001-1/"]
    for page in pages:
        assert client.get(page).status_code == 200
    stored = PublishedPage.objects.exclude(content=None)
    assert set(stored.values_list("path", flat=True)) == set(pages)
    if action == "mark":
        services.mark_secret(document=registered, provision="P", authority="A", actor=registrar)
    else:
        services.void(document=registered, reason="R", actor=registrar)
    assert not stored.exists()
    for page in pages:
        assert "Begäran om samråd" not in client.get(page).content.decode()


def test_rights_and_texts_hold_also_beside_the_forms(series, outsider, registrar):
    facts = {
        "title": "T", "public_title": "", "category": "K", "direction": "incoming", "party": "",
        "public_party": "", "dated": DAY,
    }  # fmt: skip
    with pytest.raises(NotAllowed, match="Bara den som diarieför"):
        services.register_by_hand(
            token=uuid4(), where="new", case_title="Ä", facts=facts, actor=outsider
        )
    with pytest.raises(Refused) as refusal:
        services.register_by_hand(
            token=uuid4(), where="new", case_title="Om 811228-9874", case_public_title="",
            facts=facts, actor=registrar,
        )  # fmt: skip
    assert [problem.field for problem in refusal.value.problems] == ["case_title"]


def test_rows_name_themselves(series, registrar):
    registered = document(files=[services.NewFile(PDF, "application/pdf", "brev.pdf")])
    services.mark_secret(document=registered, provision="P", authority="A", actor=registrar)
    token = uuid4()
    Submission.objects.create(token=token, document=registered)
    open_case()
    commit()
    file = DocumentFile.objects.get()
    assert str(file) == "brev.pdf"
    assert str(file.file) == file.file_id
    assert str(SecrecyMark.objects.get()) == "PRV26-0001-1: P"
    assert str(YearCounter.objects.get()) == "PRV 2026: 2"
    assert str(CaseCounter.objects.get()) == "PRV26-0001: 1"
    assert str(Submission.objects.get()) == f"{token}: PRV26-0001-1"
    assert str(ChainHead.objects.get()) == "PRV 5"
    check = services.record_check([])
    assert str(ChainCheck.objects.get()) == f"{check.checked_at}: 0"
    assert str(registered.case) == "PRV26-0001"


def test_a_field_no_table_has_is_a_mistake_of_the_program(series):
    from diary.services.texts import cleaned

    with pytest.raises(KeyError, match="nonsens"):
        cleaned({"nonsens": "x"})
