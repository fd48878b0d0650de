"""Brings text into the letters the typeface has, and says openly where it has none.

PDF/A forbids a missing glyph, and a machine's own fonts are never used. Text pasted from word
processors holds decomposed letters, exotic blanks and hyphens that have an exact equal here; they
are replaced by it. A sign with no equal is written by its code, so that nothing is left out.
"""

import re
import unicodedata
from functools import cache

from foundation import fonts

NBSP = "\u00a0"
EQUALS = {
    "\u2007": NBSP,
    "\u202f": NBSP,
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2043": "•",
    "\uf0b7": "•",
    "\u2028": "\n",
    "\u2029": "\n\n",
    "\t": " ",
}
KEPT = frozenset("\n\r")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})


MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# Blanks that must not become the end of a line: § 14, kl. 13.00, 30 september, 1 234, 25 %.
_TIED = re.compile(
    rf"(?<=§) (?=\d)|(?<=\bkl\.) (?=\d)|(?<=\d) (?=\d{{3}}\b|%|(?:{MONTHS}|kr|tkr|mnkr)\b)"
)
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")


def printable(text: str) -> str:
    """`text` in characters that the typeface can draw; a second time changes nothing."""
    drawn = text
    while True:
        before, drawn = drawn, "".join(map(_drawn, unicodedata.normalize("NFC", drawn)))
        # A sign taken away or made simple may leave a letter and its ring side by side.
        if unicodedata.is_normalized("NFC", drawn) or drawn == before:
            return drawn


def tied(markup: str) -> str:
    """`markup` with no-break spaces inside dates, paragraphs, times and numbers of its text."""
    return _BETWEEN_TAGS.sub(lambda text: _TIED.sub(NBSP, text[0]), markup)


@cache
def _drawn(character: str) -> str:
    if character in KEPT or ord(character) in fonts.covered():
        return character
    if character in EQUALS:
        return EQUALS[character]
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in INVISIBLE:
        return ""
    for form in ("NFD", "NFKC"):
        simple = unicodedata.normalize(form, character)
        if simple != character and all(ord(each) in fonts.covered() for each in simple):
            return simple
    return f"[tecken U+{ord(character):04X}]"
