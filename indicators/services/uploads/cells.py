"""From bytes to rows of cells: CSV in the encodings people have, and XLSX without its formulas."""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO, StringIO
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils.exceptions import InvalidFileException

from indicators.models import Upload
from indicators.services.uploads.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNFOLDED,
    SHEET_TOO_LONG,
    TOO_MANY_ROWS,
    UnreadableFile,
)

FORMULA = object()
"""Stands in a cell that holds a formula: what it would come to is anybody's guess."""

BROKEN = "Filen är trasig och går inte att öppna. Spara den på nytt och läs in den igen."
NOT_TEXT = (
    "Filen är varken CSV eller XLSX. Spara den som CSV eller XLSX ur kalkylprogrammet och läs in "
    "den igen."
)
OLD_EXCEL = "Filen är i Excels äldre format (XLS). Spara den som XLSX och läs in den igen."
_SIGNATURES = {b"\xd0\xcf\x11\xe0": OLD_EXCEL, b"%PDF": NOT_TEXT}
_ZIP = b"PK\x03\x04"
_DELIMITERS = (";", "\t", ",")
_NO_CELL: Any = EMPTY_CELL
"""What the library puts where a row, or a cell of it, is not in the file."""
_TEXT_CONTROLS = set("\t\n\r\f")
_BOOK_ERRORS = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, EOFError, OSError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as it stands in the file, numbered as a spreadsheet program numbers it."""

    number: int
    cells: tuple[Any, ...]

    @property
    def text(self) -> str:
        """The row in a line, for a person who looks for it."""
        shown = ("(formel)" if cell is FORMULA else str(cell) for cell in self.cells)
        return " | ".join(shown)[:200]


def kind_of(content: bytes) -> Upload.Kind:
    """What the file is, by its content. Raises UnreadableFile for anything else."""
    for signature, sentence in _SIGNATURES.items():
        if content.startswith(signature):
            raise UnreadableFile(sentence)
    if content.startswith(_ZIP):
        _check_book(content)
        return Upload.Kind.XLSX
    decoded(content)
    return Upload.Kind.CSV


def decoded(content: bytes) -> str:
    """The text, from UTF-8 with or without mark, UTF-16 with mark, or Windows' Latin-1.

    Raises UnreadableFile when it is empty or no text at all.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if not text.strip():
        raise UnreadableFile("Filen är tom. Välj filen med värdena och läs in den.")
    if any(sign < " " and sign not in _TEXT_CONTROLS for sign in set(text)):
        raise UnreadableFile(NOT_TEXT)
    return text


def rows_of(content: bytes, kind: str) -> Iterator[RawRow]:
    """The rows that hold anything, header first. Raises UnreadableFile, also half-way."""
    found = _sheet_rows(content) if kind == Upload.Kind.XLSX else _text_rows(content)
    for count, row in enumerate(found):
        if count > MAX_ROWS:
            raise UnreadableFile(TOO_MANY_ROWS)
        yield row


def _text_rows(content: bytes) -> Iterator[RawRow]:
    text = decoded(content)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = tuple(cell.strip() for cell in cells)
            if any(stripped):
                yield RawRow(number, stripped)
    except csv.Error as error:
        raise UnreadableFile(BROKEN) from error


def _check_book(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            entries = book.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile(BROKEN) from error
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise UnreadableFile(NOT_TEXT)
    if sum(entry.file_size for entry in entries) > MAX_UNFOLDED:
        raise UnreadableFile(TOO_MANY_ROWS)


def _sheet_rows(content: bytes) -> Iterator[RawRow]:
    """The first sheet. Formulas are neither computed nor believed.

    Empty rows count too: the library makes one for each number between two rows, and a file of a
    few kilobytes may say that its second row is the row 999,999,999,999.
    """
    _check_book(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # A workbook may say that it is smaller, or larger, than it is.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
            if number > MAX_ROWS + 1:
                raise UnreadableFile(TOO_MANY_ROWS, SHEET_TOO_LONG)
            if all(each is _NO_CELL for each in cells):
                continue
            shown = tuple(_cell(each) for each in cells)
            if any(cell not in {"", None} for cell in shown):
                yield RawRow(number, shown)
    except _BOOK_ERRORS as error:
        raise UnreadableFile(BROKEN) from error


def _cell(cell: Any) -> Any:
    """Text stripped, a number as it is; a date as ISO text, which is no period and no value."""
    if cell.data_type == "f":
        return FORMULA
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sant" if value else "falskt"
    if isinstance(value, date | time):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value
