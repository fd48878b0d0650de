"""What pydantic finds, said in Swedish to the person who wrote the file."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from county.loader.problems import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "fältet saknas. Lägg till det",
    "string_type": "ska vara text inom citattecken",
    "int_type": "ska vara ett heltal, utan citattecken",
    "int_from_float": "ska vara ett heltal, utan decimaler",
    "bool_type": "ska vara true eller false, utan citattecken",
    "list_type": "ska vara en lista inom hakparentes, [ … ]",
    "dict_type": "ska vara ett objekt, {{ … }}",
    "model_type": "ska vara ett objekt, {{ … }}",
    "model_attributes_type": "ska vara ett objekt, {{ … }}",
    "none_required": "ska vara null",
    "is_instance_of": "ska vara ett datum inom citattecken, eller null",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "får vara högst {le}",
    "string_too_long": "är för långt: högst {max_length} tecken",
    "string_too_short": "får inte vara tomt",
    "too_short": "ska innehålla minst {min_length}",
}


def say(error: "ErrorDetails", known_fields: Iterable[str]) -> str:
    """One fault as a sentence without its place."""
    kind = error["type"]
    if kind == "county":
        return error["msg"]
    if kind == "extra_forbidden":
        name = str(error["loc"][-1])
        return f"det finns inget fält som heter så. Ta bort det.{did_you_mean(name, known_fields)}"
    if kind == "literal_error":
        return f"ska vara något av {error['ctx']['expected'].replace(' or ', ' eller ')}"
    sentence = _SENTENCES.get(kind)
    if sentence is None:
        return f"värdet godtas inte ({error['msg']})"
    return sentence.format(**error.get("ctx", {}))


def where(location: tuple[int | str, ...]) -> str:
    """«columns[2].label» for the place inside a row."""
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text
