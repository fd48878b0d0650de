"""How the rows of a section are written: three ways are compared, field by field.

What the file said last, what it says now, and what the table holds. Only a field that the file
itself has changed is written, so what an operator has edited stays.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn, Protocol

from django.db import IntegrityError, models
from django.utils import timezone

from county.loader import registry
from county.loader.problems import CountyFileRefused, place
from county.loader.referring import referrers
from county.loader.rows import references_of
from county.models import CountyRow
from foundation.errors import Problem

Values = dict[str, Any]


@dataclass
class Writing:
    """One load under way: the reason for the history, and which rows the tables hold."""

    reason: str
    conflicts: list[str] = field(default_factory=list)
    _ids: dict[str, dict[str, int]] = field(default_factory=dict)

    def ids(self, section: str) -> dict[str, int]:
        """Primary keys by key of all rows of a section's table, also those made here."""
        if section not in self._ids:
            rows = registry.get(section).model._default_manager.values_list("key", "pk")
            self._ids[section] = dict(rows)
        return self._ids[section]

    def id_of(self, section: str, key: str, *, referrer: str) -> int:
        """The primary key of a row. Refuses when an operator has removed it."""
        if key not in self.ids(section):
            refuse(referrer, f"”{key}” i avsnittet {section} är borttagen i portalen")
        return self.ids(section)[key]


class Keeper(Protocol):
    """Writes the rows of one section."""

    def create(self, section: "registry.Section", values: Values, writing: Writing) -> None:
        """A row that the file has not had before."""

    def change(
        self, section: "registry.Section", old: Values, new: Values, writing: Writing
    ) -> None:
        """A row that the file has changed."""

    def remove(self, section: "registry.Section", old: Values, writing: Writing) -> list[str]:
        """A row that has left the file. Returns what still refers to it, or removes it."""


def refuse(where: str, message: str) -> NoReturn:
    """Stop the load at one place."""
    raise CountyFileRefused([Problem(message, where)])


class EditableRows:
    """Keeps rows that operators may edit too: ordinary county rows with history."""

    def create(self, section: registry.Section, values: Values, writing: Writing) -> None:
        """Insert. Refuses a key that somebody has taken in the portal."""
        if values["key"] in writing.ids(section.name):
            refuse(
                place(section.name, None, values["key"]),
                "nyckeln används redan av en rad som lagts upp i portalen. Välj en annan nyckel",
            )
        self._save(section, section.model(), values, writing)

    def change(self, section: registry.Section, old: Values, new: Values, writing: Writing) -> None:
        """Write the fields that the file changed, and report where an operator had too."""
        row = self._locked(section, new["key"])
        here = place(section.name, None, new["key"])
        if row is None:
            writing.conflicts.append(f"{here}: raden var borttagen i portalen och är tillbaka")
            self._save(section, section.model(), new, writing)
            return
        changes: Values = {}
        for name, value in new.items():
            if name in old and old[name] == value:
                continue
            current = _current(row, name)
            if current == value:
                continue
            if name in old and current != old[name]:
                writing.conflicts.append(
                    f"{place(section.name, None, new['key'], name)}: "
                    f"i portalen {_quoted(current)}, i filen {_quoted(value)}"
                )
            changes[name] = value
        if changes:
            row.version += 1
            row.changed_at = timezone.now()
            row.changed_by = None
            self._save(section, row, changes, writing)

    def remove(self, section: registry.Section, old: Values, writing: Writing) -> list[str]:
        """Delete when nothing refers to the row; otherwise say what does."""
        row = self._locked(section, old["key"])
        if row is None:
            return []
        if found := referrers(row):
            return found
        if any(_current(row, name) != value for name, value in old.items()):
            writing.conflicts.append(
                f"{place(section.name, None, old['key'])}: raden var ändrad i portalen men är "
                "borttagen i filen"
            )
        _give_reason(row, writing)
        row.delete()
        return []

    def _locked(self, section: registry.Section, key: str) -> "CountyRow | None":
        rows: models.QuerySet[Any] = section.model._default_manager.filter(key=key)
        found: CountyRow | None = rows.select_for_update(of=("self",)).first()
        return found

    def _save(
        self, section: registry.Section, row: models.Model, values: Values, writing: Writing
    ) -> None:
        many: list[Callable[[], None]] = []
        references = references_of(section.row)
        here = place(section.name, None, values.get("key", getattr(row, "key", "")))
        for name, value in values.items():
            column = section.model._meta.get_field(name)
            if name not in references:
                setattr(row, name, _from_file(column, value))
                continue
            to = references[name].section
            if isinstance(column, models.ManyToManyField):
                ids = [writing.id_of(to, key, referrer=f"{here}.{name}") for key in value]
                many.append(lambda name=name, ids=ids: getattr(row, name).set(ids))  # type: ignore[misc]
            else:
                found = writing.id_of(to, value, referrer=f"{here}.{name}") if value else None
                setattr(row, f"{name}_id", found)
        _give_reason(row, writing)
        try:
            row.save()
        except IntegrityError:
            refuse(here, "ett värde som bara får stå på en rad finns redan på en annan")
        writing.ids(section.name)[row.key] = row.pk  # type: ignore[attr-defined]
        for write in many:
            write()


def _give_reason(row: models.Model, writing: Writing) -> None:
    """simple_history takes the reason of the next history row from this attribute."""
    row._change_reason = writing.reason  # type: ignore[attr-defined]  # noqa: SLF001


def _from_file(column: Any, value: Any) -> Any:
    if isinstance(column, models.DateField) and value is not None:
        return date.fromisoformat(value)
    return value


def _current(row: models.Model, name: str) -> Any:
    """What the table holds, in the form of the file."""
    column = row._meta.get_field(name)
    if isinstance(column, models.ManyToManyField):
        return sorted(getattr(row, name).values_list("key", flat=True))
    value = getattr(row, name)
    if isinstance(column, models.ForeignKey):
        return value.key if value else None
    return value.isoformat() if isinstance(value, date) else value


def _quoted(value: Any) -> str:
    return "inget" if value in (None, "", []) else f"”{value}”"
