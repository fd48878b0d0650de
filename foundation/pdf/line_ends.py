"""Words at the ends of lines, for those who hear or copy the text.

WeasyPrint drops the blank where a line ends, so that the last word of a line and the first of the
next become one to a screen reader. The blank is put back: it has no ink. A hyphen that only
divides a word is marked as a soft hyphen, so that the word is read whole.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pydyf

# `hyphenate-character` in pdf.css is a hyphen and a zero-width space. The space has no glyph and
# leaves a step of exactly zero at the end of the line's text, which no other text does.
_HYPHEN = re.compile(rb"^(\[.*?)<?([0-9a-f]{4})>(?:-?\d+)?(?:<>)?-?0\.0\] TJ$")
_LAST_CODE = re.compile(rb"([0-9a-f]{4})>(?:-?\d+)?\] TJ$")
JOINTS = (b"002d", b"2013", b"2014", b"002f")  # - – — /
_SOFT_HYPHEN = b"<</ActualText <FEFF00AD>>>"


class Codes(NamedTuple):
    """How one embedded font writes a blank, and the signs that a line may end on without one."""

    blank: bytes | None
    joints: frozenset[bytes]


class _Line(NamedTuple):
    block: int | None
    height: bytes
    operator: int
    font: bytes


def font_codes(pdf: pydyf.PDF, fonts: Mapping[str, bytes]) -> dict[bytes, Codes]:
    """The codes of every font of the file, by its name in the page streams."""
    found = {}
    for name, reference in fonts.items():
        font = pdf.objects[int(reference.split()[0])]
        table = b"\n".join(pdf.objects[int(font["ToUnicode"].split()[0])].stream)
        letters = {letter: code for code, letter in re.findall(rb"<(\w{4})> <(\w{4})>\n", table)}
        joints = (letters[each] for each in JOINTS if each in letters)
        found[b"/" + name.encode()] = Codes(letters.get(b"0020"), frozenset(joints))
    return found


def join(operators: list[Any], blocks: Mapping[int, int], codes: Mapping[bytes, Codes]) -> None:
    """Put the blank back between lines of the same block; `blocks` says which mark is in which."""
    before: _Line | None = None
    mark, height, font = -1, b"", b""
    for position, operator in enumerate(operators):
        if isinstance(operator, pydyf.Dictionary) and "MCID" in operator:
            mark = operator["MCID"]
        if not isinstance(operator, bytes):
            continue
        if operator.endswith(b" Tm"):
            height = operator.split()[5]
        elif operator.endswith(b" Tf"):
            font = operator.split()[0]
        elif operator.endswith(b"] TJ"):
            line = _Line(blocks.get(mark), height, position, font)
            if before and before.block == line.block and before.height != line.height:
                operators[before.operator] = _with_blank(
                    operators[before.operator], codes[before.font]
                )
            before = line


def soften(operator: bytes) -> Iterator[bytes]:
    """A text operator, with a dividing hyphen at its end marked as a soft hyphen."""
    divided = _HYPHEN.match(operator)
    if divided is None:
        yield operator
        return
    shown, hyphen = divided.groups()
    open_string = shown.rfind(b"<") > shown.rfind(b">")
    yield shown + (b">] TJ" if open_string else b"] TJ")
    yield from (b"/Span", _SOFT_HYPHEN, b"BDC", b"[<" + hyphen + b">] TJ", b"EMC")


def _with_blank(operator: bytes, codes: Codes) -> bytes:
    last = _LAST_CODE.search(operator)
    if last is None or codes.blank is None or last[1] in {codes.blank, *codes.joints}:
        return operator
    return operator[: -len(b"] TJ")] + b"<" + codes.blank + b">] TJ"
