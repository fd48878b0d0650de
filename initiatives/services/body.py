"""What the deciding body does with an initiative. Called by the floor above, at its meetings.

Every function applies one hidden transition and returns the initiative, fresh and locked. The
caller has locked and checked its own meeting; `version` is the initiative's, where the person
saw one. All raise StaleVersion, NotAllowed, WrongState or Refused, and then nothing is written.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from county.models import Body, Organisation, User
from foundation.errors import WrongState
from foundation.versions import lock
from foundation.workflow import apply
from initiatives.directive import latest_submitted
from initiatives.errors import NewerDirective
from initiatives.models import Directive, Initiative
from initiatives.services.moves import move
from initiatives.steering import touch_public
from initiatives.workflow import DIRECTIVE


def schedule(*, initiative_id: int, actor: User, version: int | None = None) -> Initiative:
    """Put a received initiative on an agenda."""
    return move(initiative_id, "schedule", actor=actor, version=version)


def table(
    *, initiative_id: int, actor: User, reason: str = "", version: int | None = None
) -> Initiative:
    """Postpone it. The content stays locked."""
    return move(initiative_id, "table", actor=actor, reason=reason, version=version)


def take_up_again(*, initiative_id: int, actor: User | None = None) -> Initiative:
    """Bring a tabled initiative to the next agenda; `actor` is None for the portal itself."""
    return move(initiative_id, "take_up_again", actor=actor)


def remit(
    *,
    initiative_id: int,
    actor: User,
    reason: str,
    to: Body,
    due_on: date,
    version: int | None = None,
) -> Initiative:
    """Send it back to a group with what is missing and a day; it becomes editable again."""
    data = {"to": to, "due_on": due_on}
    return move(initiative_id, "remit", actor=actor, reason=reason, data=data, version=version)


def reject(
    *, initiative_id: int, actor: User, reason: str, version: int | None = None
) -> Initiative:
    """Say no. The needs it rested on are assessed anew."""
    return move(initiative_id, "reject", actor=actor, reason=reason, version=version)


def approve(
    *,
    initiative_id: int,
    actor: User,
    lead: Body | None,
    contributing: Sequence[Body],
    responsible: User | None,
    principals: Sequence[Organisation],
    version: int | None = None,
) -> Initiative:
    """Say yes: one body leads, others contribute, one person answers, these huvudmän take part."""
    data = {
        "lead": lead,
        "contributing": list(contributing),
        "responsible": responsible,
        "principals": list(principals),
    }
    return move(initiative_id, "approve", actor=actor, data=data, version=version)


@transaction.atomic
def approve_directive(*, initiative_id: int, edition: int, actor: User) -> Initiative:
    """Approve the very version that was shown; the initiative goes into test.

    Raises NewerDirective when a later version has been handed in.
    """
    directive = _shown(initiative_id, edition)
    initiative = move(initiative_id, "approve_directive", actor=actor, data={"edition": edition})
    apply(DIRECTIVE, directive, "approve", actor=actor)
    _touch(initiative)
    return initiative


@transaction.atomic
def return_directive(*, initiative_id: int, edition: int, actor: User, reason: str) -> Initiative:
    """Send the directive back to the lead group with what must change."""
    directive = _shown(initiative_id, edition)
    initiative = move(
        initiative_id, "return_directive", actor=actor, reason=reason, data={"edition": edition}
    )
    apply(DIRECTIVE, directive, "return", actor=actor, reason=reason)
    _touch(initiative)
    return initiative


def _shown(initiative_id: int, edition: int) -> Directive:
    initiative = lock(Initiative, initiative_id, version=None)
    newest = initiative.directives.exclude(state=Directive.State.DRAFT).order_by("-edition").first()
    if newest is not None and newest.edition > edition:
        raise NewerDirective(newest.edition)
    directive = latest_submitted(initiative)
    if directive is None or directive.edition != edition:
        raise WrongState("Den versionen av direktivet väntar inte på godkännande.")
    return directive


def _touch(initiative: Initiative) -> None:
    if initiative.published_at:
        touch_public(initiative)
