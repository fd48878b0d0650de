"""Diarise decisions: the number and all that follows from it, in one transaction."""

from typing import Any

from django.db import transaction

from decisions.errors import AlreadyRegistered
from decisions.models import Decision, Meeting
from decisions.rules import diarises
from diary.models import DiaryCase, DiaryDocument
from diary.services.cases import open_case
from diary.services.documents import register_document
from foundation import outbox, publishing
from foundation.errors import NotAllowed, WrongState
from foundation.versions import lock
from initiatives.models import Initiative
from initiatives.services import publish

CATEGORY = "Beslut"
TITLES = {
    Decision.Outcome.APPROVED: "Beslut om bifall",
    Decision.Outcome.REJECTED: "Beslut om avslag",
    Decision.Outcome.REMITTED: "Beslut om återremiss",
    Decision.Outcome.TABLED: "Beslut om bordläggning",
    Decision.Outcome.DIRECTIVE_APPROVED: "Beslut om direktiv",
    Decision.Outcome.DIRECTIVE_RETURNED: "Beslut om återremiss av direktiv",
}
PAGES = ("decisions", "diary", "roadmap", "initiatives")


@transaction.atomic
def diarise(*, decision: Decision, actor: Any) -> DiaryDocument:
    """Give the decision the next number of its case, and have its PDF made.

    An approval is published with it. The same decision twice gives one number: the second is
    told which. Raises NotAllowed, AlreadyRegistered, diary's NoSeries, Busy or Refused; then
    nothing is written. Source: OSL 5 kap. 1 § (registration without delay).
    """
    if not diarises(actor):
        raise NotAllowed("Bara den som diarieför kan diarieföra beslut.")
    # The initiative first, the register last: every service takes its locks in this order.
    initiative = lock(Initiative, decision.item.initiative_id, version=None)
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("document")
        .get(pk=decision.pk)
    )
    if decision.document is not None:
        raise AlreadyRegistered(str(decision.document))
    body = decision.facts["body"]
    title = f"{TITLES[Decision.Outcome(decision.outcome)]}: {decision.title}"
    document = register_document(
        case=_case_of(initiative, decision, actor),
        title=title,
        public_title=title,
        category=CATEGORY,
        direction=DiaryDocument.Direction.DRAWN_UP,
        party=body,
        public_party=body,
        dated=decision.decided_on,
        actor=actor,
    )
    decision.document = document
    decision.save(update_fields=["document"])
    outbox.enqueue("decision.pdf", str(decision.pk))
    if decision.outcome == Decision.Outcome.APPROVED:
        publish(initiative.pk, actor=actor)
    publishing.touch(*PAGES, f"initiative:{initiative.pk}")
    return document


@transaction.atomic
def diarise_meeting(*, meeting: Meeting, actor: Any) -> list[DiaryDocument]:
    """Diarise all of a meeting's decisions that wait, in the order of its paragraphs, or none."""
    if not diarises(actor):
        raise NotAllowed("Bara den som diarieför kan diarieföra beslut.")
    meeting = lock(Meeting, meeting.pk, version=None)
    waiting = Decision.objects.unregistered().filter(item__meeting=meeting)
    if not waiting:
        raise WrongState("Alla beslut från mötet är redan diarieförda.")
    return [diarise(decision=decision, actor=actor) for decision in waiting.select_related("item")]


def _case_of(initiative: Initiative, decision: Decision, actor: Any) -> DiaryCase:
    """The initiative's case; opened now when there was no series to number it in before."""
    if initiative.case is None:
        initiative.case = open_case(
            title=initiative.title,
            public_title=initiative.title,
            opened_on=decision.decided_on,
            actor=actor,
        )
        initiative.save(update_fields=["case"])
    return initiative.case
