"""The only way for a view to get an initiative: what one may not read does not exist."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from initiatives.models import Initiative
from initiatives.querysets import InitiativeQuerySet


def for_work(user: Any) -> InitiativeQuerySet:
    """What `user` may read, with all that the rules and the pages ask for."""
    return (
        Initiative.objects.visible_to(user)
        .select_related(
            "template", "originating_body", "organisation", "author", "contact", "responsible",
            "lead_body", "remitted_to", "case", "changed_by",
        )
        .prefetch_related("preparing_bodies", "ready_notes", "contributing_bodies")
    )  # fmt: skip


def readable(request: HttpRequest, pk: int) -> Initiative:
    """The initiative, or 404 when it does not exist or is not for this person to read."""
    found: Initiative = get_object_or_404(for_work(request.user), pk=pk)
    return found
