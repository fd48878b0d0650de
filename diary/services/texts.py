"""Texts that are registered: blanks put right, lengths held, no personal identity numbers."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.core.exceptions import ValidationError

from diary.models import DiaryCase, DiaryDocument, SecrecyMark, Voiding
from foundation.errors import Problem, Refused
from foundation.text.validators import no_personnummer

_TABLES = (DiaryDocument, DiaryCase, SecrecyMark, Voiding)


def cleaned(texts: Mapping[str, str], *, required: Sequence[str] = ()) -> dict[str, str]:
    """The texts with single blanks. Raises Refused with one problem per field that is wrong.

    A text is never shortened: one that is too long is refused. Field names are those of the
    register's tables.
    """
    tidy = {name: " ".join(text.split()) for name, text in texts.items()}
    problems = [
        problem
        for name, text in tidy.items()
        for problem in _problems(name, text, must=name in required)
    ]
    if problems:
        raise Refused("Uppgifterna kan inte diarieföras som de står.", problems)
    return tidy


def _problems(name: str, text: str, *, must: bool) -> list[Problem]:
    label, limit = _field(name)
    found = []
    if must and not text:
        found.append(Problem(f"Fyll i ”{label}”.", name))
    if len(text) > limit:
        found.append(Problem(f"”{label}” får vara högst {limit} tecken, nu {len(text)}.", name))
    if "\x00" in text:
        found.append(Problem(f"”{label}” innehåller ett tecken som inte kan sparas.", name))
    try:
        no_personnummer(text)
    except ValidationError as error:
        found.append(Problem(error.messages[0], name))
    return found


@cache
def _field(name: str) -> tuple[str, int]:
    case_field = name.removeprefix("case_")
    tables = (DiaryCase,) if case_field != name else _TABLES
    for table in tables:
        for field in table._meta.concrete_fields:
            if field.name == case_field and field.max_length:
                label = str(field.verbose_name)
                return label[:1].upper() + label[1:], field.max_length
    raise KeyError(name)
