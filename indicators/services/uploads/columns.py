"""Which column holds what, by the header's words."""

from indicators.services.uploads.cells import RawRow
from indicators.services.uploads.limits import UnreadableFile

NAMES = {
    "code": ("områdeskod", "kommunkod", "regionkod", "kod"),
    "area": ("område", "kommun", "region"),
    "period": ("period", "år"),
    "gender": ("kön",),
    "value": ("värde",),
    "missing": ("saknas",),
    "withdrawn": ("borttagen hos källan",),
    "unit": ("enhet",),
    "series": ("seriens id", "serie-id"),
}
_BY_NAME = {name: key for key, names in NAMES.items() for name in names}
_SAID = {"area": "område", "period": "period", "value": "värde"}


def columns_of(header: RawRow) -> dict[str, int]:
    """The position of each known column; others are left alone.

    Raises UnreadableFile, naming what is missing or stands twice.
    """
    found: dict[str, int] = {}
    problems = []
    for position, cell in enumerate(header.cells):
        key = _BY_NAME.get(str(cell).strip().lower())
        if key is None:
            continue
        if key in found:
            problems.append(f"Rubriken ”{cell}” finns i mer än en kolumn. Behåll en av dem.")
        found[key] = position
    absent = [word for key, word in _SAID.items() if key not in found and not _covered(key, found)]
    if absent:
        words = ", ".join(str(cell) for cell in header.cells if cell != "")[:200]
        problems.insert(
            0,
            f"Kolumnen {' och '.join(f'”{word}”' for word in absent)} saknas. Första raden ska "
            f"vara rubriker: område, period och värde, och gärna kön. Filens första rad är: "
            f"{words}.",
        )
    if problems:
        raise UnreadableFile(*problems)
    return found


def _covered(key: str, found: dict[str, int]) -> bool:
    return key == "area" and "code" in found
