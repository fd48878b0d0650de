"""What can be wrong with a county file: a place, and a sentence that says what to do."""

import difflib
from collections.abc import Iterable

from foundation.errors import Problem, Refused


class CountyFileRefused(Refused):
    """The file has faults. Nothing has been written. `problems` holds all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = list(problems)
        how_many = "1 fel" if len(found) == 1 else f"{len(found)} fel"
        super().__init__(f"Länsfilen laddades inte och ingenting är ändrat: {how_many}.", found)


def place(section: str, index: int | None = None, key: object = "", field: str = "") -> str:
    """«decisions[4] (d-2022-02).decided_on»: where in the file, for a person to look."""
    text = section if index is None else f"{section}[{index}]"
    if isinstance(key, str) and key:
        text += f" ({key})"
    return f"{text}.{field}" if field else text


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« Menade du «…»?» when something close is known, otherwise an empty string."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Menade du ”{close[0]}”?" if close else ""
