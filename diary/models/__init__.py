"""The register's tables. Everything but the counters and the chain's head is append-only."""

from diary.models.case import DiaryCase, Origin
from diary.models.document import DiaryDocument
from diary.models.file import DocumentFile, StoredFile
from diary.models.ledger import GENESIS, ChainCheck, ChainHead, RegisterEntry
from diary.models.marks import SecrecyMark, Voiding
from diary.models.series import CaseCounter, DiarySeries, YearCounter
from diary.models.submission import Submission

__all__ = [
    "GENESIS",
    "CaseCounter",
    "ChainCheck",
    "ChainHead",
    "DiaryCase",
    "DiaryDocument",
    "DiarySeries",
    "DocumentFile",
    "Origin",
    "RegisterEntry",
    "SecrecyMark",
    "StoredFile",
    "Submission",
    "Voiding",
    "YearCounter",
]
