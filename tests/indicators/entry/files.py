"""Files as people bring them."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from foundation import outbox
from indicators.models import Upload
from indicators.services.uploads.receiving import receive_file

_NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEADER = "område;period;kön;värde"


def csv_of(*lines: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    """A CSV file of these lines."""
    return "\r\n".join([header, *lines, ""]).encode(encoding)


def book_of(rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of these rows."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: str) -> bytes:
    """A workbook whose first sheet holds these rows as the XML they are given as."""
    made, out = BytesIO(book_of([["x"]])), BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = f"<worksheet {_NAMES}><sheetData>{''.join(rows)}</sheetData></worksheet>"
            new.writestr(entry.filename, content)
    return out.getvalue()


def row_of(number: int, *cells: object) -> str:
    """A row of a sheet: numbers as they are written, all else as text."""
    return f'<row r="{number}">{"".join(map(cell_of, cells))}</row>'


def cell_of(value: object) -> str:
    """A cell of a sheet."""
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def brought(made: Any, content: bytes, **changes: Any) -> Upload:
    """A file that a steward has brought and the worker has read."""
    given = {
        "series": made.manual, "name": "siffror.csv", "content": content,
        "source_text": "Länets enkät 2026", "actor": made.steward,
    }  # fmt: skip
    upload = receive_file(**(given | changes))
    outbox.drain()
    return Upload.objects.get(pk=upload.pk)


def preview(upload: Upload) -> list[tuple[int, str, Any, Any]]:
    """The rows of the preview: number, kind, from, to."""
    fields = ("number", "kind", "old_value", "new_value")
    return list(upload.rows.order_by("number").values_list(*fields))


def reasons(upload: Upload) -> dict[int, str]:
    """Why rows were refused, by their number."""
    return dict(upload.rows.filter(kind="refused").values_list("number", "reason"))
