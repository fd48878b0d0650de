"""The only way for a view to get an initiative: what one may not read does not exist."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from initiatives.models import Directive, Initiative, ReadyNote, Submission
from initiatives.querysets import InitiativeQuerySet


def for_work(user: Any) -> InitiativeQuerySet:
    """What `user` may read, with all that the rules ask for and the case, in one query.

    For one initiative: who is concerned is read with its proposal. Lists take `for_list`.
    """
    found: InitiativeQuerySet = _with_bodies(user).select_related("case")
    return found


def for_rules(user: Any) -> InitiativeQuerySet:
    """What `user` may read, with what the rules ask for, the title and when it is due: no joins."""
    found: InitiativeQuerySet = _with_bodies(user).only(
        "title", "state", "due_on", "changed_at", "preparing_since", "received_at", "published_at",
        "author_id", "organisation_id", "originating_body_id", "lead_body_id", "remitted_to_id",
    )  # fmt: skip
    return found


def for_list(user: Any) -> InitiativeQuerySet:
    """What `user` may read, with what a row of a list shows, and nothing else."""
    found: InitiativeQuerySet = (
        Initiative.objects.visible_to(user)
        .select_related("originating_body", "case")
        .only(
            "title", "state", "changed_at", "received_at", "originating_body__name", "case__number"
        )
    )
    return found


def _with_bodies(user: Any) -> InitiativeQuerySet:
    """With the bodies that the rules look for: `preparing_ids`, `contributing_ids`, `ready_ids`."""
    return Initiative.objects.visible_to(user).annotate(
        preparing_ids=_bodies(Initiative.preparing_bodies.through),
        contributing_ids=_bodies(Initiative.contributing_bodies.through),
        ready_ids=_bodies(ReadyNote),
    )


def readable(request: HttpRequest, pk: int) -> Initiative:
    """The initiative, or 404 when it does not exist or is not for this person to read."""
    found: Initiative = get_object_or_404(for_work(request.user), pk=pk)
    return found


def with_paper(request: HttpRequest, pk: int) -> Initiative:
    """The same with what has been written about it, in the same query.

    `noted` are the notes of readiness (body_id, noted_at), `handed_in` the number of versions,
    `editions` the versions of the directive that have been handed in (edition, state).
    """
    notes = ReadyNote.objects.filter(initiative=OuterRef("pk"))
    versions = Submission.objects.filter(initiative=OuterRef("pk")).order_by("-edition")
    directives = Directive.objects.filter(initiative=OuterRef("pk")).exclude(
        state=Directive.State.DRAFT
    )
    found: Initiative = get_object_or_404(
        for_work(request.user).annotate(
            noted=ArraySubquery(
                notes.values(facts=JSONObject(body_id="body_id", noted_at="noted_at"))
            ),
            handed_in=Coalesce(Subquery(versions.values("edition")[:1]), 0),
            editions=ArraySubquery(
                directives.order_by("edition").values(
                    facts=JSONObject(edition="edition", state="state")
                )
            ),
        ),
        pk=pk,
    )
    return found


def _bodies(link: Any) -> ArraySubquery:
    return ArraySubquery(link.objects.filter(initiative=OuterRef("pk")).values("body_id"))
