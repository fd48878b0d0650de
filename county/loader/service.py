"""Loads a county file: reads, checks, and writes what differs, in one transaction."""

from collections.abc import Iterable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from county.loader import registry
from county.loader.checking import Rows, check
from county.loader.keeping import EditableRows, Keeper, Writing, refuse
from county.loader.problems import CountyFileRefused, place
from county.loader.reading import read
from county.loader.report import LoadReport, SectionReport
from county.loader.rows import references_of
from county.models import County, LoadedRow
from foundation import publishing
from foundation.errors import Problem

_LOCK = 20_260_417
_EDITABLE = EditableRows()

Loaded = dict[str, dict[str, LoadedRow]]


def load(path: Path) -> LoadReport:
    """Bring the tables to what the file says and return what was done.

    Writes nothing at all when the file is the same as last time. Raises CountyFileRefused with
    every fault found, and then nothing is written.
    """
    rows = check(read(path))
    with transaction.atomic():
        _one_at_a_time()
        _refuse_another_county(rows)
        return _write(rows, reason=f"Länsfilen {path.name}"[:100])


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _refuse_another_county(rows: Rows) -> None:
    (county,) = rows["county"].values()
    present = County.objects.exclude(key=county["key"]).first()
    if present:
        refuse(
            place("county", 0, county["key"], "key"),
            f"databasen innehåller redan {present.name}. Varje län har en egen databas",
        )


def _write(rows: Rows, *, reason: str) -> LoadReport:
    (county,) = rows["county"].values()
    report = LoadReport(county=county["name"])
    writing = Writing(reason)
    before: Loaded = {}
    for row in LoadedRow.objects.all():
        before.setdefault(row.section, {})[row.key] = row
    report.sections = {name: SectionReport(registry.get(name).label) for name in rows}
    sections = list(registry.in_order())
    for section in sections:
        counts = report.sections[section.name]
        _write_section(section, rows[section.name], before.get(section.name, {}), counts, writing)
    _remove(sections, rows, before, report, writing)
    report.conflicts = writing.conflicts
    if report.changed_anything:
        publishing.touch(*_tags(sections, report))
    return report


def _write_section(
    section: registry.Section,
    rows: dict[str, dict[str, Any]],
    before: dict[str, LoadedRow],
    counts: SectionReport,
    writing: Writing,
) -> None:
    """New rows first, each after those it refers to; then the changed ones."""
    keeper = _keeper(section)
    new, changed = [], []
    for key in _referred_first(section, rows):
        values, loaded = rows[key], before.get(key)
        if loaded is None:
            keeper.create(section, values, writing)
            new.append(LoadedRow(section=section.name, key=key, values=values))
            counts.new += 1
        elif loaded.values == values:
            counts.unchanged += 1
        else:
            changed.append((loaded, values))
    LoadedRow.objects.bulk_create(new)
    for loaded, values in changed:
        keeper.change(section, loaded.values, values, writing)
        loaded.values = values
        loaded.save()
        counts.changed += 1


def _referred_first(section: registry.Section, rows: dict[str, dict[str, Any]]) -> Iterable[str]:
    """Keys in the order of the file, but every row after the rows it refers to."""
    own = [name for name, to in references_of(section.row).items() if to.section == section.name]
    waits_for = {key: {row[name] for name in own if row[name]} for key, row in rows.items()}
    return TopologicalSorter(waits_for).static_order()


def _remove(
    sections: list[registry.Section],
    rows: Rows,
    before: Loaded,
    report: LoadReport,
    writing: Writing,
) -> None:
    """Take away the rows that have left the file, those that refer before those referred to."""
    problems: list[Problem] = []
    for section in reversed(sections):
        gone = [row for key, row in before.get(section.name, {}).items()
                if key not in rows[section.name]]  # fmt: skip
        while gone:
            stuck: list[tuple[LoadedRow, list[str]]] = []
            for row in gone:
                if referring := _keeper(section).remove(section, row.values, writing):
                    stuck.append((row, referring))
                    continue
                row.delete()
                report.sections[section.name].removed += 1
            if len(stuck) == len(gone):
                problems += [_still_needed(section, row, why) for row, why in stuck]
                break
            gone = [row for row, _ in stuck]
    if problems:
        raise CountyFileRefused(problems)


def _still_needed(section: registry.Section, row: LoadedRow, why: list[str]) -> Problem:
    return Problem(
        "raden är borttagen ur filen men används fortfarande av "
        f"{', '.join(why)}. Sätt tillbaka raden, eller ta först bort det som använder den",
        place(section.name, None, row.key),
    )


def _keeper(section: registry.Section) -> Keeper:
    return section.keeper or _EDITABLE


def _tags(sections: list[registry.Section], report: LoadReport) -> set[str]:
    """The pages made from the county, and from each package whose rows were written."""
    touched = {"county"}
    for section in sections:
        counts = report.sections[section.name]
        if counts.new or counts.changed or counts.removed:
            touched.add(section.model._meta.app_label)
    return touched
