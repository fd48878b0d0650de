"""All writes of the register. Views, commands and the floors above call these."""

from diary.services.by_hand import correct_by_hand, register_by_hand
from diary.services.cases import default_series, open_case
from diary.services.documents import correct, register_document
from diary.services.external import register_external, register_historic
from diary.services.files import NewFile, archive_copy, attach_file
from diary.services.marks import lift_secrecy, mark_secret, version_of, void
from diary.services.verification import BrokenLink, record_check, verify

__all__ = [
    "BrokenLink",
    "NewFile",
    "archive_copy",
    "attach_file",
    "correct",
    "correct_by_hand",
    "default_series",
    "lift_secrecy",
    "mark_secret",
    "open_case",
    "record_check",
    "register_by_hand",
    "register_document",
    "register_external",
    "register_historic",
    "verify",
    "version_of",
    "void",
]
