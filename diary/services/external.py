"""Numbers that were given before the portal, or in somebody else's diary."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from county.models import User
from diary.errors import NoSeries, NumberTaken
from diary.models import DiaryCase, DiaryDocument, DiarySeries, Origin
from diary.numbers import DiaryNumber, parsed
from diary.services import counters, publishing
from diary.services.cases import new_case
from diary.services.documents import new_document
from diary.services.files import NewFile, attach_all
from diary.services.texts import cleaned
from foundation.errors import Problem, Refused
from foundation.text.dates import DatePrecision


@transaction.atomic
def register_external(
    *,
    number_text: str,
    title: str,
    public_title: str,
    category: str,
    direction: str,
    party: str,
    public_party: str,
    dated: date,
    actor: User | None,
    case_title: str = "",
    case_public_title: str = "",
    files: Sequence[NewFile] = (),
    new_series: bool = False,
) -> DiaryDocument:
    """Register a document under a number given elsewhere, as it is typed.

    «NSV 22-0026» and «NSV23- 0040-6» are read as NSV22-0026 and NSV23-0040-6. A number without
    a document part opens the case and leaves the document's own number unknown. A case that
    exists is used when the document's number is new. The year's and the case's counters move
    up to the number, so that the portal never gives it again. The caller has checked the right.

    Raises NoSeries when the county has no series, NumberTaken («finns redan: …») when the
    number exists, Refused when it cannot be read or its designation is unknown and `new_series`
    is not set, and Busy.
    """
    texts = cleaned(
        {
            "title": title,
            "public_title": public_title,
            "category": category,
            "party": party,
            "public_party": public_party,
        },
        required=["title", "category"],
    )
    about_case = cleaned(
        {"case_title": case_title or title, "case_public_title": case_public_title}
    )
    number = parsed(number_text)
    series = _series(number, new_series=new_series)
    case = _held_case(
        series=series,
        number=number,
        texts={
            "title": about_case["case_title"],
            "public_title": about_case["case_public_title"],
        },
        origin=Origin.EXTERNAL,
        actor=actor,
    )
    _refuse_taken(case, number)
    document = new_document(
        case=case,
        texts=texts,
        direction=direction,
        dated=dated,
        precision=DatePrecision.DAY,
        origin=Origin.EXTERNAL,
        actor=actor,
    )
    _write_as(document, number.document)
    attach_all(document, files)
    return document


@transaction.atomic
def register_historic(
    *,
    case_number: str,
    document_serial: int | None,
    title: str,
    category: str,
    direction: str,
    party: str,
    dated: date | None,
    date_precision: str,
    case_title: str,
) -> DiaryDocument:
    """Register a document of the county file under its own number; a second run finds it.

    The file's texts are public sources, so the public fields are the same. `document_serial` is
    None where no source gives it; such a document is known by its case and title. The counters
    move past the numbers. Raises NoSeries, or Refused when the number cannot be read or its
    series is not the county's.
    """
    texts = cleaned(
        {
            "title": title,
            "public_title": title,
            "category": category,
            "party": party,
            "public_party": party,
        },
        required=["title", "category"],
    )
    number = parsed(case_number, field="case_number")
    case_texts = cleaned({"title": case_title or title, "public_title": case_title or title})
    case = _held_case(
        series=_series(number, new_series=False),
        number=number,
        texts=case_texts,
        origin=Origin.HISTORIC,
        actor=None,
    )
    known = case.documents.filter(serial=document_serial)
    if document_serial is None:
        known = known.filter(title=texts["title"])
    else:
        counters.raise_document_serial(case_id=case.pk, to=document_serial)
    document = known.first()
    if document is None:
        document = new_document(
            case=case,
            texts=texts,
            direction=direction,
            dated=dated,
            precision=date_precision,
            origin=Origin.HISTORIC,
            actor=None,
        )
        _write_as(document, document_serial)
    return document


def _series(number: DiaryNumber, *, new_series: bool) -> DiarySeries:
    if not DiarySeries.objects.exists():
        raise NoSeries
    series = DiarySeries.objects.filter(prefix=number.prefix).first()
    if series is not None:
        return series
    if not new_series:
        message = (
            f"Beteckningen {number.prefix} finns inte i diariet. Rätta numret, eller ange att "
            "det är givet i en annan myndighets diarium."
        )
        raise Refused(message, [Problem(message, "number_text")])
    series, _created = DiarySeries.objects.get_or_create(
        prefix=number.prefix,
        defaults={
            "key": slugify(number.prefix),
            "digits": number.digits,
            "is_default": False,
            "source": "nummer givna i annat diarium",
        },
    )
    return series


def _held_case(
    *,
    series: DiarySeries,
    number: DiaryNumber,
    texts: dict[str, str],
    origin: Origin,
    actor: User | None,
) -> DiaryCase:
    """The case of the number, opened if it is new, with the year's counter held meanwhile."""
    counters.raise_case_serial(series_id=series.pk, year=number.year, to=number.case)
    known = DiaryCase.objects.filter(series=series, year=number.year, serial=number.case).first()
    if known is not None:
        return known
    case = new_case(
        series=series,
        year=number.year,
        texts=texts,
        origin=origin,
        opened_on=None,
        actor=actor,
    )
    case.serial, case.number = number.case, series.case_number(number.year, number.case)
    case.save(force_insert=True)
    return case


def _write_as(document: DiaryDocument, serial: int | None) -> None:
    """Write a document under a serial that the caller holds, or under none."""
    document.serial = serial
    document.number = None if serial is None else f"{document.case.number}-{serial}"
    document.save(force_insert=True)
    publishing.changed(document.case, document)


def _refuse_taken(case: DiaryCase, number: DiaryNumber) -> None:
    if number.document is None:
        taken = case.documents.order_by("pk").first()
    else:
        counters.raise_document_serial(case_id=case.pk, to=number.document)
        taken = case.documents.filter(serial=number.document).first()
    if taken is not None:
        shown = case.number if number.document is None else str(taken)
        raise NumberTaken(number=shown, title=taken.title)
