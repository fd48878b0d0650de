"""The sections of the county file. Each package registers its own when the portal starts.

The county's floor knows no package above it; they come here in their `AppConfig.ready`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from django.db import models

from county.loader.rows import FileRow, references_of

if TYPE_CHECKING:
    from county.loader.keeping import Keeper


@dataclass(frozen=True)
class Section:
    """A section of the file: its key, what a row looks like, and the table it fills.

    `label` is the Swedish name of the rows in plural. `keeper` writes the rows; without one
    the rows are kept as ordinary editable rows of `model`.
    """

    name: str
    row: type[FileRow]
    model: type[models.Model]
    label: str
    keeper: "Keeper | None" = None


_sections: dict[str, Section] = {}


def register(*sections: Section) -> None:
    """Add sections. Raises ValueError when a name is taken by another section."""
    for section in sections:
        if _sections.setdefault(section.name, section) != section:
            raise ValueError(f"section {section.name} is registered twice")


def get(name: str) -> Section:
    """The section with this name."""
    return _sections[name]


def names() -> list[str]:
    """All section names, in the order they were registered."""
    return list(_sections)


def in_order() -> Iterator[Section]:
    """Every section after those that its rows refer to."""
    waits_for = {
        name: {
            reference.section
            for reference in references_of(section.row).values()
            if reference.section != name
        }
        for name, section in _sections.items()
    }
    for name in TopologicalSorter(waits_for).static_order():
        yield _sections[name]
