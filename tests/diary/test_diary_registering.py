"""What the services write, and what they refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from diary import services
from diary.errors import NoSeries, NumberTaken
from diary.models import (
    CaseCounter,
    DiaryCase,
    DiaryDocument,
    DiarySeries,
    DocumentFile,
    StoredFile,
    YearCounter,
)
from foundation.errors import Refused, WrongState
from tests.diary.making import DAY, PDF, document, open_case

pytestmark = pytest.mark.django_db
PERSONNUMMER = "811228-9874"


def external(number_text="NSV 22-0026", **changes):
    facts = {
        "number_text": number_text,
        "title": "Digitaliseringsstrategi",
        "public_title": "",
        "category": "Strategi",
        "direction": "drawn_up",
        "party": "",
        "public_party": "",
        "dated": DAY,
        "actor": None,
    }
    return services.register_external(**{**facts, **changes})


def historic(case_number="PRV23-0008", document_serial=3, **changes):
    facts = {
        "case_number": case_number,
        "document_serial": document_serial,
        "title": "Samverkansstruktur",
        "category": "Styrdokument",
        "direction": "drawn_up",
        "party": "",
        "dated": None,
        "date_precision": "unknown",
        "case_title": "Samverkansstruktur",
    }
    return services.register_historic(**{**facts, **changes})


@pytest.mark.parametrize("field", ["title", "public_title", "category", "party", "public_party"])
def test_a_personnummer_is_stopped_in_every_text_of_a_document(series, field):
    case = open_case()
    with pytest.raises(Refused) as refusal:
        document(case, **{field: f"Brev om {PERSONNUMMER}"})
    assert refusal.value.problems[0].field == field
    assert PERSONNUMMER in refusal.value.problems[0].message
    assert not DiaryDocument.objects.exists()
    assert not CaseCounter.objects.exists()


@pytest.mark.parametrize("field", ["title", "public_title"])
def test_a_personnummer_is_stopped_in_a_case(series, field):
    with pytest.raises(Refused, match="kan inte diarieföras"):
        open_case(**{field: f"Ansökan {PERSONNUMMER}"})
    assert not YearCounter.objects.exists()


def test_empty_long_and_unstorable_texts_are_refused_together(series):
    with pytest.raises(Refused) as refusal:
        document(open_case(), title="  ", public_title="x" * 301, party="a\x00b")
    problems = {problem.field: problem.message for problem in refusal.value.problems}
    assert problems == {
        "title": "Fyll i ”Handling”.",
        "public_title": "”Offentlig rubrik” får vara högst 300 tecken, nu 301.",
        "party": "”Avsändare eller mottagare” innehåller ett tecken som inte kan sparas.",
    }


def test_blanks_are_put_right(series):
    assert document(open_case(), title="  Svar \n på\t remiss ").title == "Svar på remiss"


def test_a_direction_that_does_not_exist_is_a_mistake_of_the_program(series):
    with pytest.raises(ValueError, match="sideways"):
        document(open_case(), direction="sideways")


def test_files_are_kept_once_and_belong_to_many(series):
    file = services.NewFile(PDF, "application/pdf", "brev.pdf")
    one, two = document(files=[file]), document(files=[file])
    assert StoredFile.objects.count() == 1
    assert {kept.file_id for kept in DocumentFile.objects.all()} == {one.files.get().file_id}
    assert two.files.get().file.size == len(PDF)
    again = services.attach_file(
        document=one, content=PDF, media_type="application/pdf", name="annat.pdf"
    )
    assert again == one.files.get()
    assert again.name == "brev.pdf"


def test_one_archive_copy_and_no_other(series):
    registered = document()
    assert services.archive_copy(registered) is None
    facts = {"document": registered, "media_type": "application/pdf", "role": "archive"}
    first = services.attach_file(content=PDF, name="arkiv.pdf", **facts)
    assert services.attach_file(content=PDF, name="arkiv.pdf", **facts) == first
    assert services.archive_copy(registered) == first
    with pytest.raises(WrongState, match="har redan ett arkivexemplar"):
        services.attach_file(content=PDF + b"%%EOF\n", name="arkiv.pdf", **facts)
    services.attach_file(
        document=registered, content=PDF, media_type="application/pdf", name="o.pdf"
    )
    assert registered.files.count() == 2


@pytest.mark.parametrize(
    ("content", "media_type", "says"),
    [
        (b"", "application/pdf", "tom"),
        (b"MZ\x90 program", "application/pdf", "ingen PDF-fil"),
        (b"%PDF-1.7 cut off", "application/pdf", "ingen PDF-fil"),
        (PDF.replace(b"trailer", b"/Encrypt trailer"), "application/pdf", "låst med lösenord"),
        (PDF, "image/png", "ingen PNG-bild"),
        (PDF, "image/jpeg", "ingen JPEG-bild"),
        (b"\xff\xfe\x00", "text/plain", "ingen textfil"),
        (b"a\x00b", "text/plain", "ingen textfil"),
        (PDF, "text/html", "inte kan diarieföras"),
        (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         "ingen Excel-fil"),
        (b"%PDF-" + b"x" * (20 * 1024 * 1024), "application/pdf", "högst 20 MB"),
    ],
)  # fmt: skip
def test_files_are_taken_for_what_they_hold(series, content, media_type, says):
    with pytest.raises(Refused, match=says):
        document(files=[services.NewFile(content, media_type, "fil")])
    assert not DiaryDocument.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n rest", "image/png"),
        (b"\xff\xd8\xff rest", "image/jpeg"),
        ("åäö\n".encode(), "text/plain"),
    ],
)
def test_pictures_and_text_are_kept(series, content, media_type):
    kept = document(files=[services.NewFile(content, media_type, "fil")]).files.get()
    assert bytes(kept.file.content) == content


def test_a_workbook_is_known_by_its_parts(series):
    from diary.exports import as_xlsx

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    registered = document(files=[services.NewFile(as_xlsx([]), media_type, "lista.xlsx")])
    assert registered.files.get().file.media_type == media_type


@pytest.mark.parametrize("name", ["", "   ", "x" * 151])
def test_a_file_has_a_name_that_fits(series, name):
    with pytest.raises(Refused, match="1–150 tecken"):
        document(files=[services.NewFile(PDF, "application/pdf", name)])


def test_an_external_number_is_kept_as_normalised(series):
    DiarySeries.objects.create(key="nsv", prefix="NSV", is_default=False)
    registered = external("NSV23- 0040-6")
    assert registered.number == "NSV23-0040-6"
    assert registered.case.number == "NSV23-0040"
    assert registered.origin == registered.case.origin == "external"


def test_an_external_number_that_exists_is_refused_with_what_it_is(series):
    historic("PRV22-0026", None, title="Digitaliseringsstrategi", case_title="Strategi")
    with pytest.raises(NumberTaken, match="PRV22-0026 finns redan: Digitaliseringsstrategi"):
        external("PRV 22-0026", title="Något annat")
    external("PRV22-0026-2", title="Bilaga")
    with pytest.raises(NumberTaken, match="PRV22-0026-2 finns redan: Bilaga"):
        external("prv 22-026-2")
    assert DiaryDocument.objects.count() == 2


def test_an_external_case_number_leaves_the_documents_own_number_unknown(series):
    registered = external("PRV 22-0026")
    assert registered.number is None
    assert str(registered) == "PRV22-0026 (handlingsnummer okänt)"
    assert registered.reference == f"handling-{registered.pk}"
    assert registered.get_absolute_url() == "/diarium/PRV22-0026/"


def test_an_external_number_moves_the_counters(series):
    external("PRV26-0031-4")
    assert open_case().number == "PRV26-0032"
    external("PRV26-0007-1")
    assert open_case().number == "PRV26-0033"
    assert document(DiaryCase.objects.get(number="PRV26-0031")).number == "PRV26-0031-5"
    external("PRV26-0032-1")
    with pytest.raises(NumberTaken):
        external("PRV26-0032-1")


def test_an_unknown_designation_needs_to_be_asked_for(series):
    with pytest.raises(Refused, match="Beteckningen LS-LED finns inte") as refusal:
        external("LS-LED18-1565-4")
    assert refusal.value.problems[0].field == "number_text"
    registered = external("LS-LED18-1565-4", new_series=True, files=[
        services.NewFile(PDF, "application/pdf", "hierarki.pdf")
    ])  # fmt: skip
    assert registered.number == "LS-LED18-1565-4"
    assert registered.files.count() == 1
    made = DiarySeries.objects.get(prefix="LS-LED")
    assert not made.is_default
    assert open_case().series == series


def test_a_county_without_series_refuses_every_way_in(county):
    for attempt in (external, historic, open_case):
        with pytest.raises(NoSeries, match="lägg upp en serie först"):
            attempt()
    assert not DiarySeries.objects.exists()


def test_historic_documents_are_registered_once_and_move_the_counters(series):
    for serial in (3, 6, 7, 8):
        historic(document_serial=serial, title=f"Handling {serial}")
        historic(document_serial=serial, title=f"Handling {serial}")
    case = DiaryCase.objects.get(number="PRV23-0008")
    assert [each.number for each in case.documents.in_case_order()] == [
        "PRV23-0008-3", "PRV23-0008-6", "PRV23-0008-7", "PRV23-0008-8",
    ]  # fmt: skip
    assert document(case).number == "PRV23-0008-9"
    historic("PRV26-0031", 1)
    assert open_case().number == "PRV26-0032"
    assert services.verify() == []


def test_historic_documents_without_a_number_are_known_by_their_title(series):
    first = historic(document_serial=None, title="Målbild", dated=date(2022, 3, 11),
                     date_precision="day")  # fmt: skip
    assert historic(document_serial=None, title="Målbild") == first
    assert historic(document_serial=None, title="Folder") != first
    assert first.public_title == "Målbild"
    assert first.known_date == "11\u00a0mars\u00a02022"
    assert historic(document_serial=5).known_date == "datum okänt"


def test_only_numbers_given_elsewhere_may_be_unknown(series):
    registered = external("PRV22-0026")
    with (
        pytest.raises(IntegrityError, match="portal_documents_have_a_number"),
        transaction.atomic(),
    ):
        DiaryDocument.objects.create(
            case=registered.case, year=2022, case_serial=26, title="x", category="x",
            direction="incoming", origin="portal", registered_at=registered.registered_at,
        )  # fmt: skip


def test_series_are_numbered_apart(series):
    other = DiarySeries.objects.create(key="annan", prefix="ANN", digits=5, is_default=False)
    assert open_case(series=other).number == "ANN26-00001"
    assert open_case().number == "PRV26-0001"
    assert str(other) == "ANN"
