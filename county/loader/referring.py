"""What still refers to a row that is about to go."""

from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel

_NAMED = 5


def referrers(row: models.Model) -> list[str]:
    """Swedish names of what refers to `row`: the kind and the row itself, a few of each kind.

    History does not count: it tells what was.
    """
    found: list[str] = []
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model = relation.related_model
        if isinstance(model, str) or model._meta.auto_created or _is_history(model):
            continue
        rows = model._default_manager.filter(**{relation.field.name: row})
        found += [f"{model._meta.verbose_name} ”{each}”" for each in rows[:_NAMED]]
        if (more := rows.count() - _NAMED) > 0:
            found.append(f"och {more} till")
    return found


def _is_history(model: type[models.Model]) -> bool:
    """Historical rows and their many-to-many copies; both carry who and when of their own."""
    return any(field.name in {"history_id", "m2m_history_id"} for field in model._meta.fields)
