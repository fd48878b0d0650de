"""The register's tables. Everything but the counters is append-only."""

from diary.models.case import DiaryCase
from diary.models.document import DiaryDocument, DocumentFile, StoredFile
from diary.models.ledger import RegisterEntry
from diary.models.marks import SecrecyMark, Voiding
from diary.models.series import CaseCounter, DiarySeries, YearCounter

__all__ = [
    "CaseCounter",
    "DiaryCase",
    "DiaryDocument",
    "DiarySeries",
    "DocumentFile",
    "RegisterEntry",
    "SecrecyMark",
    "StoredFile",
    "Voiding",
    "YearCounter",
]
