"""Reads a tagged PDF as a screen reader does: the structure tree, and the text marked for it.

Head, foot and ornaments are not in the tree and are therefore never read.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf


class Read(NamedTuple):
    """An element of the structure tree: its tag and all text below it."""

    tag: str
    text: str


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """The document, opened with pikepdf."""
    return pikepdf.open(BytesIO(pdf))


def read_aloud(pdf: bytes) -> list[Read]:
    """Every element in reading order, parents before children."""
    with open_pdf(pdf) as document:
        pages = {page.objgen: _marked_text(page) for page in document.pages}
        return list(_elements(document.Root.StructTreeRoot.K[0], pages))


def spoken(pdf: bytes) -> str:
    """All text in reading order, with divided words whole."""
    return read_aloud(pdf)[0].text


def texts(pdf: bytes, tag: str) -> list[str]:
    """The text of each element with the tag."""
    return [read.text for read in read_aloud(pdf) if read.tag == tag]


def page_texts(pdf: bytes) -> list[str]:
    """All that is written on each page, head and foot too, as it was set: a line for each run."""
    with open_pdf(pdf) as document:
        return ["\n".join(_written(page)) for page in document.pages]


def kids(element: pikepdf.Object) -> list[Any]:
    """The kids of a structure element as a list."""
    found = element.get("/K", [])
    return list(found) if isinstance(found, (list, pikepdf.Array)) else [found]


def _elements(element: pikepdf.Object, pages: dict[Any, dict[int, str]]) -> Iterator[Read]:
    below: list[Read] = []
    text = ""
    for kid in kids(element):
        if isinstance(kid, int):
            text += pages[element.Pg.objgen].get(kid, "")
        elif kid.get("/Type") == "/StructElem":
            found = list(_elements(kid, pages))
            below += found
            separator = "" if found[0].tag in {"Span", "NonStruct"} else "\n"
            text += separator + found[0].text
    yield Read(str(element.S)[1:], re.sub("\u00ad\n?", "", text).strip("\n"))
    yield from below


def _marked_text(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content sequence of the page."""
    fonts = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    stack: list[tuple[int | None, str | None]] = []
    found: dict[int, str] = {}
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                stack.append((None, None))
            case "BDC":
                properties = operands[1]
                actual = properties.get("/ActualText")
                stack.append((properties.get("/MCID"), None if actual is None else str(actual)))
            case "EMC":
                stack.pop()
            case "Tf":
                font = str(operands[0])
            case "TJ":
                mark = next((mark for mark, _ in reversed(stack) if mark is not None), None)
                if mark is not None:
                    replaced = stack[-1][1]
                    shown = _decode(operands[0], fonts[font]) if replaced is None else replaced
                    found[mark] = found.get(mark, "") + shown
    return found


def _written(page: pikepdf.Page) -> Iterator[str]:
    fonts = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    font = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) == "TJ":
            yield _decode(operands[0], fonts[font])


def _decode(items: Any, letters: dict[int, str]) -> str:
    strings = [bytes(item) for item in items if isinstance(item, pikepdf.String)]
    codes = (
        int.from_bytes(each[i : i + 2], "big") for each in strings for i in range(0, len(each), 2)
    )
    return "".join(letters[code] for code in codes)


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
