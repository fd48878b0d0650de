"""How wide words are, so that labels can be placed without seeing them drawn.

Measured in the portal's own typeface. Where a picture is embedded elsewhere, the faces named
after it are narrower, so what fits here fits there.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from fontTools.ttLib import TTFont

from foundation.fonts import FACES

FAMILY = "Atkinson Hyperlegible, Helvetica, Arial, sans-serif"
LEADING = 1.2
BASELINE = 0.35
"""From the middle of a line of text to its baseline, in sizes."""

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n]+")


def clean(text: str) -> str:
    """The text without characters that would make a drawing unreadable to an XML reader.

    Runs of space become one; a no-break space stays, for it holds a number together.
    """
    return _SPACE.sub(" ", _FORBIDDEN.sub("", text)).strip(" ")


@cache
def _widths(*, bold: bool) -> tuple[dict[int, float], float]:
    """The advance of every letter in sizes, and that of a letter the face does not have."""
    face = next(each for each in FACES if each.weight == (700 if bold else 400))
    font = TTFont(face.source, lazy=True)
    unit = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    widths = {code: advances[name][0] / unit for code, name in font.getBestCmap().items()}
    return widths, 1.0


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """How far the text runs, in the units of the size."""
    widths, unknown = _widths(bold=bold)
    return size * sum(widths.get(ord(letter), unknown) for letter in text)


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """The text in at most `most` lines that fit; what is left over ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, room, size, bold=bold) for line in lines]


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would run out of its room."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def widest(lines: Sequence[str], size: float, *, bold: bool = False) -> float:
    """The width of the longest of the lines."""
    return max((width(line, size, bold=bold) for line in lines), default=0)
