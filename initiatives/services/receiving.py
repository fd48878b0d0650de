"""Handing in and receiving: the moment when a proposal becomes a document of the county."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import County, User
from diary import services as diary
from diary.models import DiaryDocument, DiarySeries
from foundation import outbox
from foundation.text.dates import today
from initiatives import snapshot
from initiatives.models import Initiative, Submission
from initiatives.proposal import Proposal
from initiatives.services.moves import move
from initiatives.services.writing import in_the_name_of


@transaction.atomic
def submit(*, initiative_id: int, version: int | None, actor: User) -> Initiative:
    """Hand the proposal in: locked, dated by the server, kept word for word, and registered.

    In a county with a diary series a case is opened with the proposal as its first document,
    and the worker draws up the archive copy. Raises Refused with every missing field.
    """
    initiative = move(initiative_id, "submit", actor=actor, version=version)
    initiative.received_at = timezone.now()
    content = snapshot.take(Proposal.load(initiative))
    document = _register(initiative, content, actor)
    if document is not None:
        initiative.case = document.case
    in_the_name_of(initiative, actor)
    initiative.save(update_fields=["received_at", "case"])
    submission = _keep(initiative, content, actor, document)
    if document is not None:
        outbox.enqueue("initiative.pdf", str(submission.pk))
    return initiative


@transaction.atomic
def request_completion(
    *, initiative_id: int, version: int | None, reason: str, fields: Sequence[str], actor: User
) -> Initiative:
    """Ask for more. Only the named fields can be edited until it is handed in again."""
    return move(
        initiative_id,
        "request_completion",
        actor=actor,
        version=version,
        reason=reason,
        data={"fields": list(fields)},
    )


@transaction.atomic
def resubmit(*, initiative_id: int, version: int | None, actor: User) -> Initiative:
    """Hand in again after completion, as the next version."""
    initiative = move(initiative_id, "resubmit", actor=actor, version=version)
    _keep(initiative, snapshot.take(Proposal.load(initiative)), actor, None)
    return initiative


@transaction.atomic
def resubmit_remitted(
    *, initiative_id: int, version: int | None, reason: str, actor: User
) -> Initiative:
    """Hand in again after återremiss, saying how its reasons were met."""
    initiative = move(
        initiative_id, "resubmit_remitted", actor=actor, version=version, reason=reason
    )
    _keep(initiative, snapshot.take(Proposal.load(initiative)), actor, None)
    return initiative


def _keep(
    initiative: Initiative, content: dict[str, Any], actor: User, document: DiaryDocument | None
) -> Submission:
    return Submission.objects.create(
        initiative=initiative,
        edition=initiative.submissions.count() + 1,
        content=content,
        received_at=timezone.now(),
        sent_by=actor,
        sent_by_name=str(actor),
        document=document,
    )


def _register(initiative: Initiative, content: dict[str, Any], actor: User) -> DiaryDocument | None:
    """Open the case with the proposal as its first document; None without a series."""
    if not DiarySeries.objects.exists():
        return None
    title = f"Initiativ: {initiative.title}"
    county = County.objects.first()
    public = title if county is not None and county.submitted_title_is_public else ""
    party = f"{initiative.originating_body}"
    case = diary.open_case(title=title, public_title=public, opened_on=today(), actor=actor)
    return diary.register_document(
        case=case,
        title=title,
        public_title=public,
        category="Initiativ",
        direction=DiaryDocument.Direction.INCOMING,
        party=party,
        public_party=party if public else "",
        dated=today(),
        actor=actor,
        files=[diary.NewFile(_bytes(content), "text/plain", "initiativ.json")],
    )


def _bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()
