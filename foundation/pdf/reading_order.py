"""What a screen reader meets: the structure tree and the marks in the page streams."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pydyf

from foundation.pdf import line_ends

RUNNING_MATTER = pydyf.Dictionary({"Type": "/Pagination"})
INLINE = frozenset({"/Span", "/NonStruct", "/Link"})


def mend(pdf: pydyf.PDF) -> None:
    """Take running matter out of the tree, name headers and lists, keep hyphenated words whole."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    document = _object(pdf, root["K"][0])
    _drop_empty(pdf, document)
    kept = {element.number for element in _descendants(pdf, document)} | {document.number}
    for element in _descendants(pdf, document):
        _name_scope(pdf, element)
        _name_list(pdf, element)
    marks = _object(pdf, root["ParentTree"])["Nums"]
    blocks = _blocks(pdf, document)
    codes: dict[bytes, line_ends.Codes] | None = None
    for page, reference in enumerate(pdf.page_references):
        of_page = marks[2 * page + 1]
        dropped = {mark for mark, ref in enumerate(of_page) if _number(ref) not in kept}
        marks[2 * page + 1] = pydyf.Array(
            b"null" if mark in dropped else ref for mark, ref in enumerate(of_page)
        )
        content = _object(pdf, reference)
        stream = _object(pdf, content["Contents"])
        if codes is None:
            fonts = _object(pdf, _object(pdf, content["Resources"])["Font"])
            codes = line_ends.font_codes(pdf, fonts)
        line_ends.join(stream.stream, blocks[reference], codes)
        stream.stream = list(_marked(stream.stream, dropped))
    _free_dropped(pdf, kept)


def _drop_empty(pdf: pydyf.PDF, element: pydyf.Dictionary) -> bool:
    """Take away elements without content (drawn knots); true when `element` itself is one."""
    kids = pydyf.Array()
    for kid in element["K"]:
        child = _structure(pdf, kid)
        if child is None or not _drop_empty(pdf, child):
            kids.append(kid)
    element["K"] = kids
    return not kids and element["S"] not in {"/TD", "/TH"}


def _descendants(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    for kid in element["K"]:
        child = _structure(pdf, kid)
        if child is not None:
            yield child
            yield from _descendants(pdf, child)


def _name_scope(pdf: pydyf.PDF, element: pydyf.Dictionary) -> None:
    """A header in the table's head stands for its column, any other for its row."""
    if element["S"] == "/TH":
        row = _object(pdf, element["P"])
        group = _object(pdf, row["P"])
        element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _name_list(pdf: pydyf.PDF, element: pydyf.Dictionary) -> None:
    """A list whose items have labels is numbered; our unnumbered lists have none."""
    if element["S"] == "/L":
        labelled = any(each["S"] == "/Lbl" for each in _descendants(pdf, element))
        kind = "/Decimal" if labelled else "/None"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": kind})


def _marked(operators: list[Any], dropped: set[int]) -> Iterator[Any]:
    """The page's operators, with dropped marks as artifacts and divided words whole."""
    for position, operator in enumerate(operators):
        following = operators[position + 1] if position + 1 < len(operators) else None
        if isinstance(following, pydyf.Dictionary) and following.get("MCID") in dropped:
            yield "/Artifact"
        elif isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in dropped:
            yield RUNNING_MATTER
        elif isinstance(operator, bytes) and operator.endswith(b".0] TJ"):
            yield from line_ends.soften(operator)
        else:
            yield operator


def _blocks(pdf: pydyf.PDF, document: pydyf.Dictionary) -> dict[bytes, dict[int, int]]:
    """For each page and mark, the block (paragraph, cell, heading) that its text stands in."""
    found: dict[bytes, dict[int, int]] = defaultdict(dict)

    def walk(element: pydyf.Dictionary, block: int) -> None:
        inside = block if element["S"] in INLINE else element.number
        for kid in element["K"]:
            if isinstance(kid, int):
                found[element["Pg"]][kid] = inside
            elif (child := _structure(pdf, kid)) is not None:
                walk(child, inside)

    walk(document, document.number)
    return found


def _free_dropped(pdf: pydyf.PDF, kept: set[int]) -> None:
    """Leave no element in the file that the tree does not lead to."""
    for each in pdf.objects:
        is_element = isinstance(each, pydyf.Dictionary) and each.get("Type") == "/StructElem"
        if is_element and each.number not in kept:
            each.clear()


def _structure(pdf: pydyf.PDF, kid: Any) -> pydyf.Dictionary | None:
    """The structure element behind a kid; none for marked content and object references."""
    if isinstance(kid, int):
        return None
    found = _object(pdf, kid)
    return found if found.get("Type") == "/StructElem" else None


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
