"""The public register as CSV and XLSX: the rows of the page, under the same filter.

Source: TF 2 kap. 6 § – a compilation that routine measures give is itself a public document.
"""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from diary.listing import COLUMNS, PublicRow

# A cell that begins with one of these is read as a formula by spreadsheet programs.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[PublicRow]) -> Iterator[str]:
    """Lines with semicolons, and a mark that makes Excel read them as UTF-8."""
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        yield _line(_plain(cell) for cell in row.cells())


def as_xlsx(rows: Iterable[PublicRow]) -> bytes:
    """A workbook with one sheet; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Diarium")
    sheet.append(COLUMNS)
    for row in rows:
        cells = []
        for value in row.cells():
            cell = WriteOnlyCell(sheet, value=_plain(value))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _line(cells: Iterable[str]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
