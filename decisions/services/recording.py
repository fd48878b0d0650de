"""Record what a body decided on a matter, in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import Body, Organisation, User
from decisions.errors import AlreadyDecided
from decisions.models import AgendaItem, Assignment, Decision, Meeting, Position
from decisions.rules import records_at
from decisions.services import agenda, checks, outcomes
from decisions.services.facts import facts_of
from decisions.services.ruling import Ruling, Stand
from foundation.errors import NotAllowed, Refused, WrongState
from foundation.versions import lock
from initiatives.models import Initiative


@transaction.atomic
def record_decision(
    *,
    item: AgendaItem,
    outcome: str,
    version: int | None,
    actor: Any,
    wording: Sequence[str] = (),
    motivation: str = "",
    positions: Mapping[Organisation, Stand] | None = None,
    lead: Body | None = None,
    contributing: Collection[Body] = (),
    responsible: User | None = None,
    remitted_to: Body | None = None,
    due_on: date | None = None,
    target_meeting: Meeting | None = None,
) -> Decision:
    """Write the decision with its positions and assignments, and move the matter on.

    `version` is that of the initiative the person saw. `wording` is the att-satser of an
    approval; other outcomes are worded here. Raises NewerDirective, AlreadyDecided,
    StaleVersion, NotAllowed, WrongState, or Refused with every problem; then nothing is written.
    """
    meeting = lock(Meeting, item.meeting_id, version=None)
    item = AgendaItem.objects.select_related("directive", "initiative").get(pk=item.pk)
    if not records_at(actor, meeting):
        raise NotAllowed(
            f"Bara den som har plats i {meeting.body} på mötets dag, eller mötets sekreterare, "
            "kan anteckna beslut."
        )
    agenda.check_edition(item)
    _refuse_second(item)
    if meeting.state != Meeting.State.OPEN:
        raise WrongState(checks.NOT_OPEN[meeting.state])
    initiative = lock(Initiative, item.initiative_id, version=version)
    ruling = Ruling(
        item=item,
        meeting=meeting,
        initiative=initiative,
        outcome=outcome,
        wording=tuple(line.strip() for line in wording if line.strip()),
        motivation=motivation.strip(),
        positions=dict(positions or {}),
        lead=lead,
        contributing=tuple(contributing),
        responsible=responsible,
        remitted_to=remitted_to,
        due_on=due_on,
        target_meeting=target_meeting,
    )
    problems = list(checks.problems_of(ruling))
    if problems:
        raise Refused("Beslutet kan inte antecknas än. Rätta det som listas.", problems)
    return _write(ruling, actor)


def _refuse_second(item: AgendaItem) -> None:
    standing = Decision.objects.filter(item=item).select_related("recorded_by").first()
    if standing is not None:
        raise AlreadyDecided(item, standing)


def _write(ruling: Ruling, actor: Any) -> Decision:
    facts, wording = facts_of(ruling), outcomes.wording_of(ruling)
    outcomes.ROWS[ruling.outcome].move(ruling, actor)
    decision = Decision.objects.create(
        item=ruling.item,
        outcome=ruling.outcome,
        title=ruling.initiative.title,
        wording=wording,
        motivation=ruling.motivation,
        facts=facts,
        decided_on=ruling.meeting.held_on,
        due_on=ruling.due_on if ruling.remits else None,
        remitted_to=ruling.remitted_to if ruling.remits else None,
        target_meeting=ruling.target_meeting if ruling.tables else None,
        responsible=ruling.responsible if ruling.approves else None,
        recorded_by=actor,
        recorded_at=timezone.now(),
    )
    Position.objects.bulk_create(
        [
            Position(decision=decision, principal=principal, stance=said.stance, note=said.note)
            for principal, said in ruling.positions.items()
        ]
    )
    if ruling.approves:
        Assignment.objects.bulk_create(
            [
                Assignment(decision=decision, body=body, leads=body == ruling.lead)
                for body in ruling.groups
            ]
        )
    if ruling.tables and ruling.target_meeting is not None:
        agenda.append(
            ruling.target_meeting,
            ruling.initiative,
            directive=ruling.item.directive,
            carried_from=ruling.item,
        )
    return decision
