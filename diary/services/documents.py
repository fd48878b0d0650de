"""Register a document, and correct one that was registered wrongly."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from county.models import User
from diary import rules
from diary.models import DiaryCase, DiaryDocument, Origin
from diary.services import counters, publishing
from diary.services.files import NewFile, attach_all
from diary.services.texts import cleaned
from foundation.errors import NotAllowed
from foundation.text.dates import DatePrecision

TEXTS = ("title", "public_title", "category", "party", "public_party")


def register_document(
    *,
    case: DiaryCase,
    title: str,
    public_title: str,
    category: str,
    direction: str,
    party: str,
    public_party: str,
    dated: date,
    actor: User | None,
    files: Sequence[NewFile] = (),
    corrects: DiaryDocument | None = None,
    archive_expected: bool = True,
) -> DiaryDocument:
    """Register a document under the next number of its case.

    Number, row, chain entry and file bytes all stand or fall with the caller's transaction;
    call it late, since the case's counter is held until that ends. The caller has checked the
    right. `archive_expected` is False for a document that the portal makes no archive PDF of.
    Raises Busy, or Refused with the fields that may not be registered as they are.
    Source: OSL 5 kap. 2 § (date, number, sender or recipient, what it concerns).
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
    for file in files:
        file.check()
    document = new_document(
        case=case,
        texts=texts,
        direction=direction,
        dated=dated,
        precision=DatePrecision.DAY,
        origin=Origin.PORTAL,
        actor=actor,
        corrects=corrects,
        archive_expected=archive_expected,
    )
    # Nothing is refused from here on, so the caller's transaction needs no savepoint.
    with transaction.atomic(savepoint=False):
        publishing.changed(case, *([corrects] if corrects else []))
        counters.write_document_numbered(document)  # last: from here the counter is held
        attach_all(document, files)
    return document


def new_document(
    *,
    case: DiaryCase,
    texts: dict[str, str],
    direction: str,
    dated: date | None,
    precision: str,
    origin: Origin,
    actor: User | None,
    corrects: DiaryDocument | None = None,
    archive_expected: bool = False,
) -> DiaryDocument:
    """A document that is not written yet and has no serial."""
    return DiaryDocument(
        case=case,
        year=case.year,
        case_serial=case.serial,
        **{name: texts[name] for name in TEXTS},
        direction=DiaryDocument.Direction(direction).value,
        dated=dated,
        date_precision=DatePrecision(precision).value,
        origin=origin.value,
        archive_expected=archive_expected,
        registered_at=timezone.now(),
        registered_by=actor,
        registered_by_name=str(actor) if actor else "",
        words=" ".join((texts["title"], texts["party"], case.title)).lower(),
        public_words=" ".join(
            (texts["public_title"], texts["public_party"], case.public_title)
        ).lower(),
        corrects=corrects,
    )


@transaction.atomic
def correct(
    *,
    document: DiaryDocument,
    title: str,
    public_title: str,
    party: str,
    public_party: str,
    dated: date,
    actor: User,
    category: str = "",
    files: Sequence[NewFile] = (),
) -> DiaryDocument:
    """Rättelse: a new document in the same case that refers to the first, which stays as it is.

    Only registrars. Raises NotAllowed, Busy or Refused. Source: the register may not lose what
    it has shown (JO 3579-05); FL 36 § on correcting a decision.
    """
    if not rules.registers(actor):
        raise NotAllowed("Bara den som diarieför kan rätta en handling.")
    return register_document(
        case=document.case,
        title=title,
        public_title=public_title,
        category=category or document.category,
        direction=document.direction,
        party=party,
        public_party=public_party,
        dated=dated,
        actor=actor,
        files=files,
        corrects=document,
        archive_expected=False,
    )
