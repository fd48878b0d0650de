"""Which county tables can be edited, by whom, under which Swedish address.

Packages above register their own in their AppConfig. A table is found by its slug; the form,
the list and the history are made from its model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from county.rules import operates
from foundation.models import Versioned


@dataclass(frozen=True)
class EditableTable:
    """One table of the county's data. `columns` are shown in the list, after the name.

    `editors` answers whether a person may read and change the table; operators, unless said.
    """

    slug: str
    model: type[Versioned]
    group: str
    columns: tuple[str, ...] = ()
    help_text: str = ""
    editors: Callable[[Any], bool] = operates

    @property
    def singular(self) -> str:
        """The model's Swedish name."""
        return str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        """The model's Swedish name in plural."""
        return str(self.model._meta.verbose_name_plural)

    @property
    def fields(self) -> list[str]:
        """The columns a person may write, in the model's order."""
        return [
            field.name
            for field in (*self.model._meta.concrete_fields, *self.model._meta.many_to_many)
            if field.editable
            and not field.primary_key
            and not isinstance(field, models.GeneratedField)
            and field.name not in {"demo", "password", "last_login", "is_demo"}
        ]


_tables: dict[str, EditableTable] = {}


def register(*tables: EditableTable) -> None:
    """Make tables editable. A slug belongs to one table."""
    for table in tables:
        if table.slug in _tables and _tables[table.slug].model is not table.model:
            raise ValueError(f"two tables at {table.slug}")
        _tables[table.slug] = table


def get(slug: str) -> EditableTable | None:
    """The table at an address."""
    return _tables.get(slug)


def grouped() -> dict[str, list[EditableTable]]:
    """All tables by group, in the order they were registered."""
    groups: dict[str, list[EditableTable]] = {}
    for table in _tables.values():
        groups.setdefault(table.group, []).append(table)
    return groups


def all_editors() -> set[Callable[[Any], bool]]:
    """The predicates that the tables answer with, each once: most tables share one."""
    return {table.editors for table in _tables.values()}


def edited_by(user: Any) -> dict[str, list[EditableTable]]:
    """The tables that a person may edit, by group; a group without any is left out."""
    mine = {name: [t for t in group if t.editors(user)] for name, group in grouped().items()}
    return {name: group for name, group in mine.items() if group}


def slug_of(model: type[models.Model]) -> str:
    """The address of a model's table, or empty."""
    return next((table.slug for table in _tables.values() if table.model is model), "")
