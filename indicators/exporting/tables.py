"""The rows as CSV and as a workbook, made so that no cell can be run as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from openpyxl import Workbook

from indicators.exporting.rows import COLUMNS, Cell, exact

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""
MAX_SHEET_ROWS = 15_000
"""A workbook is made while somebody waits, by anybody and without a cache, at about a fifth of a
millisecond for a row: this many hold a web thread for three or four seconds. CSV has no such end.
"""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINES = 500
ABOUT = (
    "Varje rad är en siffra för en serie, ett område, en period och ett kön.",
    "Värde är tomt när uppgift saknas. Tomt betyder aldrig noll.",
    "Borttagen hos källan: ja betyder att källan har tagit bort värdet, som därför är tomt.",
    "Källa och Ursprung ska anges när siffrorna används.",
    "Egna bearbetningar får inte anges som källans.",
    "Syntetisk: ja betyder att siffran är påhittad för demonstration och inte får användas.",
    "Hämtad är när värdet hämtades eller fördes in. Reviderad: ja betyder att det har ändrats.",
)


def as_csv(rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """Lines with semicolons in UTF-8, with the mark that makes Excel see it; a chunk at a time."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow(COLUMNS)
    for count, row in enumerate(rows, start=1):
        writer.writerow([_text(cell) for cell in row])
        if count % _LINES == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def as_xlsx(rows: Iterable[tuple[Cell, ...]], *, synthetic: bool) -> bytes:
    """A workbook: the rows with numbers as numbers, and a sheet on how to read them.

    Plain values: a cell object for each takes half as long again. No text is taken for a formula,
    for `_plain` leaves none that begins as one.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Siffror")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([_plain(value) if isinstance(value, str) else value for value in row])
    about = book.create_sheet("Om siffrorna")
    if synthetic:
        about.append(["DEMO: filen innehåller påhittade siffror."])
    for line in ABOUT:
        about.append([line])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return exact(cell) if isinstance(cell, float) else _plain(cell)


def _plain(text: str) -> str:
    """Text that no spreadsheet program takes for a formula, and that XML can hold."""
    text = _CONTROLS.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
