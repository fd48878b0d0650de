"""Finds Swedish personal identity numbers in running text, so that they can be stopped.

Personnummer: YYMMDD-NNNC or YYYYMMDD-NNNC (+ after the year of 100), with a Luhn check digit.
Samordningsnummer: the same with 60 added to the day. Source: folkbokföringslagen (1991:481)
18 and 18 b §§; lagen (2022:1697) om samordningsnummer.
"""

import re
from datetime import date

# Any dash may stand between, as typed or as a word processor made it of one; so may dashes within
# the date, as people write dates. A line's end between the parts is a typesetter's.
_DASH = "[-\u2010-\u2015\u2212]"
_CANDIDATE = re.compile(
    rf"(?<!\d)(\d\d)?(\d\d){_DASH}?(\d\d){_DASH}?(\d\d)\s?(?:{_DASH}|\+)?\s?(\d{{4}})(?!\d)"
)
_COORDINATION = 60


def find_personnummer(text: str) -> list[str]:
    """Every personnummer and samordningsnummer in `text`, as written there."""
    return [match.group(0).strip() for match in _CANDIDATE.finditer(text) if _is_number(match)]


def _is_number(match: re.Match[str]) -> bool:
    century, year, month, day, last = match.groups()
    number_day = int(day)
    if number_day > _COORDINATION:
        number_day -= _COORDINATION
    if not _is_date(century, year, month, number_day):
        return False
    return _luhn(f"{year}{month}{day}{last}")


def _is_date(century: str | None, year: str, month: str, day: int) -> bool:
    centuries = [century] if century else ["19", "20"]
    for each in centuries:
        try:
            date(int(f"{each}{year}"), int(month), day)
        except ValueError:
            continue
        if each in {"18", "19", "20"}:
            return True
    return False


def _luhn(digits: str) -> bool:
    total = 0
    for position, digit in enumerate(digits):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - sum of the two digits
    return total % 10 == 0
