"""The rows as CSV and as a workbook, made so that no cell can be run as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from indicators.exporting.rows import COLUMNS, Cell, exact

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""
MAX_SHEET_ROWS = 100_000
"""More than this is slow to make and slower to open; CSV has no such end."""

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
    """A workbook: the rows with numbers as numbers, and a sheet on how to read them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Siffror")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
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


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=_plain(value))
    cell.data_type = "s"
    return cell


def _plain(text: str) -> str:
    """Text that no spreadsheet program takes for a formula, and that XML can hold."""
    text = _CONTROLS.sub("", text)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
