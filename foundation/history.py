"""What a row was linked to, kept with its history, and copied where it lies."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db import connection, models
from simple_history.models import HistoricalRecords
from simple_history.utils import get_m2m_field_name


class LinkedRecords(HistoricalRecords):  # type: ignore[misc]  # it has no types
    """History of a model with many-to-many fields, which are named in `m2m_fields`.

    Keeps the same rows as the library does. The library reads every link of every field and
    writes it back, in two questions a field; here the database copies them all in one, for a row
    is saved at each step and each pause in writing. The library's signals about links are not
    sent.
    """

    def create_historical_record_m2ms(self, history_instance: Any, instance: models.Model) -> None:
        """Copy the links that `instance` has now to its new historical row."""
        places = {"history": history_instance.pk, "row": instance.pk}
        with connection.cursor() as cursor:
            cursor.execute(self._copying, places)

    @cached_property
    def _copying(self) -> str:
        copies = [f"c{number} AS ({copy})" for number, copy in enumerate(self._copies())]
        return f"WITH {', '.join(copies)} SELECT"

    def _copies(self) -> Iterator[str]:
        quote = connection.ops.quote_name
        for field, kept in self.m2m_models.items():
            through = field.remote_field.through
            columns = ", ".join(quote(each.column) for each in through._meta.fields)
            here = quote(through._meta.get_field(get_m2m_field_name(field)).column)
            history = quote(kept._meta.get_field("history").column)
            yield (
                f"INSERT INTO {quote(kept._meta.db_table)} ({columns}, {history}) "  # noqa: S608 - names of tables
                f"SELECT {columns}, %(history)s FROM {quote(through._meta.db_table)} "
                f"WHERE {here} = %(row)s"
            )
