"""What a file may be at most, and how a file or one of its rows is refused."""

from foundation.text.numbers import number

MEGABYTE = 1024 * 1024
MAX_SIZE = 5 * MEGABYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 60
# What a workbook may unfold to. A sheet of 200,000 rows is about 40 megabytes.
MAX_UNFOLDED = 120 * MEGABYTE

TOO_LARGE = (
    f"Filen är för stor. Den får vara högst {MAX_SIZE // MEGABYTE} megabyte. "
    "Dela den i flera filer och läs in dem var för sig."
)
TOO_MANY_ROWS = (
    f"Filen har för många rader. Den får ha högst {number(MAX_ROWS)} rader med värden. "
    "Dela den i flera filer och läs in dem var för sig."
)
SHEET_TOO_LONG = (
    "I ett kalkylblad räknas också tomma rader. Har bladet få rader med värden, ta då bort de "
    "celler som står långt under dem."
)


class UnreadableFile(Exception):
    """The file as a whole cannot be used. `problems` are Swedish sentences for the person."""

    def __init__(self, *problems: str) -> None:
        super().__init__(problems[0])
        self.problems = problems


class RefusedRow(Exception):
    """One row cannot be used; the message says why, in Swedish."""
