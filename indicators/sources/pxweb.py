"""What PxWeb tables have in common, whichever version of the interface answers.

A series is named by its table and the codes that are chosen in it, in a form that people can read
and a county file can hold:

    TABLE?Variable=code&Variable=code,code&Variable=code..code

`TABLE` is the table's path (version 1) or id (version 2). Several codes, with commas or as a range
in the table's own order, are added up: right for counts, wrong for shares, so a share names one
code. Region, gender and time are never named; they come from what is asked for (gender may be
named, to read fewer). A variable that is not named must be one that the table can do without.
Characters that the form itself uses are written as %2C (comma), %26 (&), %3D (=) and %3F (?).

    A_Mo8/Halsoutfall/01Overgrip/01.01halsgod/halsgodyreg.px?Hälsotillstånd=01&Andel och
    konfidensintervall=01        (in one line)
    TAB638?ContentsCode=BE0101N1&Alder=65..100+
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from indicators.sources.base import Period, SourceError

_GENDERS = {
    "T": ("totalt", "total", "båda könen", "samtliga", "kvinnor och män", "män och kvinnor"),
    "K": ("kvinnor", "kvinna", "flickor"),
    "M": ("män", "man", "pojkar"),
}
_GENDER_VARIABLES = ("kön", "kon", "sex")
_REGION_VARIABLES = ("region", "regioner")
# "2024", "2021-2024" and "2021–2024" are years, named by the last of them; "2024M03" is a month.
_YEAR = re.compile(r"(?:\d{4}\s*[-–]\s*)?(\d{4})")
_MONTH = re.compile(r"(\d{4})M(\d{2})")


class Misnamed(SourceError):
    """The name of a series does not fit the form above, or the table."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One dimension of a table: its codes in order, with what they stand for."""

    code: str
    labels: dict[str, str]
    time: bool = False
    region: bool = False
    eliminable: bool = False
    """Whether the table can be asked without it, and then gives the total."""

    @property
    def gender(self) -> bool:
        """Whether it divides by gender."""
        return self.code.casefold() in _GENDER_VARIABLES


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its metadata describe it."""

    title: str
    variables: tuple[Variable, ...]
    updated: str = ""

    def first(self, kind: str) -> Variable | None:
        """The variable for time, region or gender."""
        return next((each for each in self.variables if getattr(each, kind)), None)


@dataclass(frozen=True, slots=True)
class Selection:
    """A series: a table, and the codes chosen in it."""

    external_id: str
    table: str
    choices: dict[str, str]

    def codes(self, variable: Variable) -> list[str]:
        """The chosen codes of a variable. Raises Misnamed for one that does not exist."""
        found: list[str] = []
        for part in self.choices[variable.code].split(","):
            ends = [unquote(end) for end in part.split("..")] if ".." in part else [unquote(part)]
            if missing := [end for end in ends if end not in variable.labels]:
                raise Misnamed(
                    f"Tabellen {self.table} har ingen kod ”{missing[0]}” i {variable.code}."
                )
            every = list(variable.labels)
            found += every[every.index(ends[0]) : every.index(ends[-1]) + 1]
        return found


def selection(external_id: str) -> Selection:
    """Read the form above. Raises Misnamed when it cannot be read."""
    table, _, rest = external_id.partition("?")
    choices: dict[str, str] = {}
    for part in filter(None, rest.split("&")):
        name, equals, codes = part.partition("=")
        if not equals or not codes.strip() or unquote(name).strip() in choices:
            raise Misnamed(f"Beteckningen ”{external_id}” går inte att tolka vid ”{part}”.")
        choices[unquote(name).strip()] = codes.strip()
    if not table.strip():
        raise Misnamed(f"Beteckningen ”{external_id}” nämner ingen tabell.")
    return Selection(external_id, table.strip(), choices)


def genders(variable: Variable) -> dict[str, str]:
    """Code of a gender variable → T, K or M, read from the labels: the codes differ by table."""
    return {
        code: gender
        for code, label in variable.labels.items()
        for gender, words in _GENDERS.items()
        if label.casefold().strip() in words
    }


def is_region(code: str) -> bool:
    """Whether a variable with this code divides by region."""
    return code.casefold() in _REGION_VARIABLES


def period(label: str) -> Period | None:
    """The period that a label stands for, or None for quarters and what else there may be."""
    if year := _YEAR.fullmatch(label.strip()):
        return Period(int(year[1]))
    if month := _MONTH.fullmatch(label.strip()):
        return Period(int(month[1]), int(month[2]))
    return None


def to_source(area: str) -> str:
    """Our code of an area → PxWeb's: regions and the country have two digits there."""
    return area[2:] if len(area) == 4 and area.startswith("00") else area  # noqa: PLR2004


def levels(codes: list[str]) -> str:
    """K, L or A, by which kinds of regions a table has."""
    lengths = {len(code) for code in codes if code.isdecimal() and code != "00"}
    return {(2,): "L", (4,): "K", (2, 4): "A"}.get(tuple(sorted(lengths)), "")
