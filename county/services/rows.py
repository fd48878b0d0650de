"""Save and delete one row of county data, with right, version and history."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.forms import ModelForm
from django.utils import timezone

from county.tables import EditableTable
from foundation.errors import NotAllowed, Refused
from foundation.publishing import touch
from foundation.versions import lock


@transaction.atomic
def save_row(
    *, table: EditableTable, form: "ModelForm[Any]", version: int | None, actor: Any
) -> Any:
    """Save a valid form and return the row. A new row has no version.

    Raises NotAllowed unless the actor edits the table, StaleVersion when somebody saved in
    between; nothing is written then.
    """
    _require_editor(table, actor)
    row = form.instance
    if row.pk:
        current = lock(table.model, row.pk, version=version)
        row.version = current.version + 1
    row.changed_at = timezone.now()
    row.changed_by = actor
    saved = form.save()
    touch("county")
    return saved


@transaction.atomic
def delete_row(*, table: EditableTable, pk: int, version: int, actor: Any) -> None:
    """Delete a row that nothing refers to; its history stays.

    Raises Refused with what refers to it, NotAllowed, or StaleVersion.
    """
    _require_editor(table, actor)
    row = lock(table.model, pk, version=version)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError as error:
        users = sorted({str(each._meta.verbose_name) for each in error.protected_objects})
        raise Refused(
            f"”{row}” används fortfarande av {', '.join(users)} och kan därför inte tas bort."
        ) from None
    touch("county")


def _require_editor(table: EditableTable, actor: Any) -> None:
    if not table.editors(actor):
        raise NotAllowed("Bara den som sköter uppgifterna kan ändra dem.")
