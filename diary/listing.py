"""The public register's rows. Templates and exports see these, never the documents themselves.

A row is built from the public fields alone, and only when `standing` says so; what is not
disclosed is number and date.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from diary.models import DiaryDocument
from diary.querysets import DISCLOSED, SECRET, VOIDED
from foundation.text.dates import DatePrecision

DIRECTIONS = {"incoming": "In", "outgoing": "Ut", "drawn_up": "Upprättad"}
WITHHELD_WORDS = "Uppgift lämnas efter prövning"
UNKNOWN_NUMBER = "handlingsnummer okänt"
COLUMNS = (
    "Datum",
    "Diarienummer",
    "In/Ut/Upprättad",
    "Avsändare/mottagare",
    "Handling",
    "Handlingstyp",
    "Ärende",
    "Status",
)


@dataclass(frozen=True)
class PublicRow:
    """One document as the public register shows it. Empty text where nothing is disclosed."""

    number: str
    url: str
    case_number: str
    case_url: str
    date: str
    standing: str
    direction: str = ""
    direction_word: str = ""
    party: str = ""
    title: str = ""
    category: str = ""
    case_title: str = ""
    note: str = ""
    corrects: str = ""

    @property
    def disclosed(self) -> bool:
        """True when the public fields are shown."""
        return self.standing == DISCLOSED

    def cells(self) -> tuple[str, ...]:
        """The row as an export writes it, in the order of COLUMNS."""
        return (
            self.date,
            self.number,
            self.direction,
            self.party,
            self.title,
            self.category,
            self.case_title,
            self.note,
        )


def table_date(document: DiaryDocument) -> str:
    """The date as tables have it: ISO for a day, words for less."""
    if document.dated and document.date_precision == DatePrecision.DAY:
        return document.dated.isoformat()
    return document.known_date


def public_row(document: Any) -> PublicRow:
    """The row of a document read with `with_marks()` and its case."""
    case = document.case
    base = {
        "number": document.number or f"{case.number} ({UNKNOWN_NUMBER})",
        "url": document.get_absolute_url(),
        "case_number": case.number,
        "case_url": case.get_absolute_url(),
        "date": table_date(document),
        "standing": document.standing,
    }
    if document.standing == DISCLOSED:
        return PublicRow(
            **base,
            direction=DIRECTIONS[document.direction],
            direction_word=document.get_direction_display().capitalize(),
            party=document.public_party,
            title=document.public_title,
            category=document.category,
            case_title=case.public_title,
            corrects=document.corrects.number or "" if document.corrects else "",
        )
    return PublicRow(**base, note=_note(document))


def public_rows(documents: Iterable[Any]) -> list[PublicRow]:
    """The rows of many documents."""
    return [public_row(document) for document in documents]


def _note(document: Any) -> str:
    if document.standing == VOIDED:
        return f"Makulerad: {document.void_reason}"
    if document.standing == SECRET:
        return f"Sekretessmarkerad. {WITHHELD_WORDS}"
    return WITHHELD_WORDS
