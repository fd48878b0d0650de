"""What members say before the decision."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import Organisation
from decisions.models import AgendaItem, Decision, Meeting, PreparedStance, Stance
from decisions.rules import seats_on_the_day
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.text.personnummer import find_personnummer
from foundation.versions import lock


@transaction.atomic
def prepare_stance(
    *, item: AgendaItem, principal: Organisation, stance: str, note: str = "", actor: Any
) -> PreparedStance:
    """Say how a huvudman stands before the decision; a second time changes the first.

    Only somebody who represents that huvudman in the body on the day of the meeting may, and
    only until the decision is recorded. Raises NotAllowed, WrongState or Refused.
    """
    meeting = lock(Meeting, item.meeting_id, version=None)
    if principal not in represented(actor, item):
        raise NotAllowed(f"Du företräder inte {principal} på mötet.")
    if Decision.objects.filter(item=item).exists() or meeting.state == Meeting.State.CLOSED:
        raise WrongState("Ärendet är avgjort. Det går inte längre att ändra ställningen.")
    if stance not in Stance.values:
        raise Refused("Välj hur ni ställer er.", [Problem("Välj hur ni ställer er.", "stance")])
    found = find_personnummer(note)
    if found:
        message = f"Ta bort det som ser ut som ett personnummer ({', '.join(found)})."
        raise Refused(message, [Problem(message, "note")])
    said, _made = PreparedStance.objects.update_or_create(
        item=item,
        principal=principal,
        defaults={
            "stance": stance,
            "note": note.strip(),
            "made_by": actor,
            "made_at": timezone.now(),
        },
    )
    return said


def represented(user: Any, item: AgendaItem) -> list[Organisation]:
    """The participating huvudmän that the person represents on the day of the meeting."""
    taking_part = list(item.initiative.principals.all())
    mine = {seat.organisation_id for seat in seats_on_the_day(user, item.meeting)}
    return [each for each in taking_part if each.pk in mine]
