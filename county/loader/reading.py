"""From a path to the sections of the file, or the place where it is no JSON."""

import json
from pathlib import Path
from typing import Any

from county.loader.problems import CountyFileRefused
from foundation.errors import Problem


def read(path: Path) -> dict[str, Any]:
    """The file's top object. Raises CountyFileRefused with line and column."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _refused(
            "filen är inte sparad som UTF-8. Spara om den med den teckenkodningen", path.name
        ) from error
    except OSError as error:
        raise _refused("filen kan inte läsas. Kontrollera sökvägen", str(path)) from error
    try:
        document = json.loads(text, object_pairs_hook=_no_field_twice, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        where = f"{path.name}, rad {error.lineno}, kolumn {error.colno}"
        raise _refused(f"här är filen inte giltig JSON: {_in_swedish(error.msg)}", where) from error
    if not isinstance(document, dict):
        raise _refused("filen ska vara ett objekt, { … }, med ett avsnitt per nyckel", path.name)
    return document


def _refused(message: str, where: str) -> CountyFileRefused:
    return CountyFileRefused([Problem(message, where)])


def _no_field_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        key = found.get("key", "")
        raise _refused(
            f"”{twice}” står två gånger i samma objekt. Behåll den ena",
            f"raden med nyckeln ”{key}”" if key else f"objektet med ”{names[0]}”",
        )
    return found


def _no_number(constant: str) -> None:
    raise _refused(f"{constant} är inget tal i JSON. Skriv null för ett okänt värde", constant)


_MESSAGES = {
    "Expecting ',' delimiter": "ett kommatecken saknas, eller ett citattecken står fel",
    "Expecting ':' delimiter": "ett kolon saknas efter fältets namn",
    "Expecting value": "här ska ett värde stå. Ett kommatecken för mycket är ett vanligt fel",
    "Expecting property name enclosed in double quotes": (
        "här ska ett fältnamn inom citattecken stå. Ett kommatecken efter det sista fältet är "
        "ett vanligt fel"
    ),
    "Illegal trailing comma before end of object": "ta bort kommatecknet efter det sista fältet",
    "Illegal trailing comma before end of array": "ta bort kommatecknet efter det sista värdet",
    "Unterminated string starting at": "texten som börjar här saknar avslutande citattecken",
    "Invalid control character at": "texten innehåller en radbrytning. Skriv \\n i stället",
    "Extra data": "det står något efter filens slut. En klammer för mycket är ett vanligt fel",
}


def _in_swedish(message: str) -> str:
    return _MESSAGES.get(message, f"tolken säger ”{message}”")
