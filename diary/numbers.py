"""Diary numbers as people write them, and as the register keeps them.

Form: board, year (two digits), case, and document: NSV26-0031-1. Prefixes may carry a hyphen
(LS-LED18-1565-4) and old case numbers may have three digits (GNVO11-020). Blanks and long
dashes come from word processors and are read past.
"""

import re
import unicodedata
from dataclasses import dataclass

from foundation.errors import Problem, Refused

_CASE = r"[A-ZÅÄÖ]+(?:-[A-ZÅÄÖ]+)?\d{2}-\d{3,5}"
CASE_PATTERN = _CASE
DOCUMENT_PATTERN = rf"{_CASE}-\d{{1,4}}"
_NUMBER = re.compile(
    r"(?P<prefix>[A-ZÅÄÖ]+(?:-[A-ZÅÄÖ]+)?)(?P<year>\d{2})-(?P<case>\d{3,5})"
    r"(?:-(?P<document>\d{1,4}))?",
    re.ASCII,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_FIRST_YEAR_OF_THIS_CENTURY = 70


@dataclass(frozen=True)
class DiaryNumber:
    """A number in its parts. `digits` is how many the case serial was written with."""

    prefix: str
    year: int
    case: int
    document: int | None
    digits: int

    @property
    def case_number(self) -> str:
        """«NSV26-0031»."""
        return f"{self.prefix}{self.year % 100:02d}-{self.case:0{self.digits}d}"

    def __str__(self) -> str:
        return self.case_number + ("" if self.document is None else f"-{self.document}")


def squeeze(text: str) -> str:
    """`text` without blanks, with plain hyphens and capitals: «NSV 23– 0040-6» → NSV23-0040-6."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(plain.split()).upper()


def parse(text: str) -> DiaryNumber | None:
    """The number that `text` is, or None when it is no diary number.

    Serials are positive: «NSV26-0000» and «NSV26-0001-0» are no numbers.
    """
    match = _NUMBER.fullmatch(squeeze(text))
    if match is None:
        return None
    year, case = int(match["year"]), int(match["case"])
    document = int(match["document"]) if match["document"] else None
    if case == 0 or document == 0:
        return None
    century = 2000 if year < _FIRST_YEAR_OF_THIS_CENTURY else 1900
    return DiaryNumber(match["prefix"], century + year, case, document, len(match["case"]))


def parsed(text: str, *, field: str = "number_text") -> DiaryNumber:
    """As `parse`, but raises Refused with what a number looks like."""
    number = parse(text)
    if number is None:
        message = (
            f"”{text.strip()}” är inget diarienummer. Skriv beteckning, år, ärende och handling, "
            "till exempel ABC23-0040-6."
        )
        raise Refused(message, [Problem(message, field)])
    return number
