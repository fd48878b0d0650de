"""Optimistic versions: two people on the same version, and the second is told."""

from typing import Any, TypeVar

from django.db import models
from django.http import Http404

from foundation.errors import StaleVersion
from foundation.models import Versioned

Row = TypeVar("Row", bound=Versioned)


def lock(model: type[Row], pk: Any, *, version: int | None) -> Row:
    """Lock one row until the transaction ends and check that it is the version the person saw.

    Needs an open transaction. Raises StaleVersion with who and when, or Http404 when the row
    is gone. `version=None` skips the check (the system itself).
    """
    manager: models.Manager[Row] = model._default_manager
    row = manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Http404
    if version is not None and row.version != version:
        changed_by = str(row.changed_by) if row.changed_by else ""
        raise StaleVersion(changed_by=changed_by, changed_at=row.changed_at)
    return row
