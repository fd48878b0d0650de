"""The only way for a view to get an initiative: what one may not read does not exist."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from initiatives.models import Initiative, ReadyNote
from initiatives.querysets import InitiativeQuerySet


def for_work(user: Any) -> InitiativeQuerySet:
    """What `user` may read, with all that the rules and the lists ask for, in one query.

    `preparing_ids`, `contributing_ids` and `ready_ids` are the bodies that the rules look for.
    """
    found: InitiativeQuerySet = (
        Initiative.objects.visible_to(user)
        .select_related(
            "template", "originating_body", "organisation", "author", "contact", "responsible",
            "lead_body", "remitted_to", "case", "changed_by",
        )
        .annotate(
            preparing_ids=_bodies(Initiative.preparing_bodies.through),
            contributing_ids=_bodies(Initiative.contributing_bodies.through),
            ready_ids=_bodies(ReadyNote),
        )
    )  # fmt: skip
    return found


def readable(request: HttpRequest, pk: int) -> Initiative:
    """The initiative, or 404 when it does not exist or is not for this person to read."""
    found: Initiative = get_object_or_404(for_work(request.user), pk=pk)
    return found


def _bodies(link: Any) -> ArraySubquery:
    return ArraySubquery(link.objects.filter(initiative=OuterRef("pk")).values("body_id"))
