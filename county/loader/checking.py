"""Checks a whole file before anything is written, and lists every fault at once."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pydantic import ValidationError

from county.loader import limits, registry, wording
from county.loader.problems import CountyFileRefused, did_you_mean, place
from county.loader.rows import FileRow, references_of
from foundation.errors import Problem

Rows = dict[str, dict[str, dict[str, Any]]]
"""Values by section and key, both in the order of the file."""

_FORMAT = 1


def check(document: dict[str, Any]) -> Rows:
    """The rows of the file by section and key. Raises CountyFileRefused with every fault."""
    problems = list(_top_faults(document))
    rows: dict[str, list[tuple[int, FileRow]]] = {}
    keys: dict[str, set[str]] = {}
    known = registry.names()
    for name in [*(each for each in document if each in known), *(set(known) - set(document))]:
        given = document.get(name, [])
        if not isinstance(given, list):
            problems.append(Problem("avsnittet ska vara en lista inom hakparentes, [ … ]", name))
            given = []
        rows[name], found = _read_rows(name, given)
        problems += found
        # A row with another fault still exists: what refers to it is not a second fault.
        keys[name] = {str(raw["key"]) for raw in given if isinstance(raw, dict) and "key" in raw}
    for name, section_rows in rows.items():
        for index, row in section_rows:
            problems += _reference_faults(name, index, row, keys)
        problems += _circle_faults(name, [row for _, row in section_rows])
    if len(rows["county"]) != 1 and not problems:
        problems.append(Problem("filen ska beskriva exakt ett län", "county"))
    if problems:
        raise CountyFileRefused(problems)
    return {name: {row.key: row.values() for _, row in found} for name, found in rows.items()}


def _top_faults(document: dict[str, Any]) -> Iterator[Problem]:
    if document.get("format") != _FORMAT:
        yield Problem(f"skriv ”format”: {_FORMAT} överst i filen", "format")
    for name in document:
        if name != "format" and name not in registry.names():
            hint = did_you_mean(name, registry.names())
            yield Problem(f"det finns inget avsnitt som heter så.{hint}", name)


def _read_rows(name: str, given: list[Any]) -> tuple[list[tuple[int, FileRow]], list[Problem]]:
    section = registry.get(name)
    rows: list[tuple[int, FileRow]] = []
    problems: list[Problem] = []
    raw_keys = [raw.get("key") if isinstance(raw, dict) else None for raw in given]
    often = Counter(key for key in raw_keys if isinstance(key, str))
    for index, (raw, key) in enumerate(zip(given, raw_keys, strict=True)):
        if isinstance(key, str) and often[key] > 1:
            fault = "nyckeln finns på flera rader. Ge varje rad en egen"
            problems.append(Problem(fault, place(name, index, key)))
        try:
            row = section.row.model_validate(raw)
        except ValidationError as error:
            problems += [
                Problem(
                    wording.say(each, section.row.model_fields),
                    place(name, index, key, wording.where(each["loc"])),
                )
                for each in error.errors(include_url=False)
            ]
            continue
        faults = {**dict(limits.faults(section.model, row.values())), **row.date_faults()}
        problems += [
            Problem(fault, place(name, index, key, field)) for field, fault in faults.items()
        ]
        rows.append((index, row))
    return rows, problems


def _reference_faults(
    name: str, index: int, row: FileRow, keys: dict[str, set[str]]
) -> Iterator[Problem]:
    for field, reference in references_of(type(row)).items():
        value = getattr(row, field)
        wanted = value if isinstance(value, list) else [value] if value else []
        for key in wanted:
            known = keys[reference.section]
            if key not in known:
                yield Problem(
                    f"”{key}” finns inte i avsnittet {reference.section}."
                    f"{did_you_mean(key, known)}",
                    place(name, index, row.key, field),
                )


def _circle_faults(name: str, rows: list[FileRow]) -> Iterator[Problem]:
    """Rows of one section that refer to each other in a ring."""
    own = [field for field, to in references_of(registry.get(name).row).items()
           if to.section == name]  # fmt: skip
    waits_for = {row.key: {getattr(row, field) for field in own} - {None} for row in rows}
    try:
        TopologicalSorter(waits_for).prepare()
    except CycleError as error:
        ring = " → ".join(error.args[1])
        yield Problem(f"raderna hänvisar runt till varandra: {ring}", name)
