"""Judge values that were held back: let them in, or keep them out. Each with a note of why."""

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from indicators import rules
from indicators.models import QuarantinedValue
from indicators.services.refresh.merging import lock_source
from indicators.services.refresh.rows import Row
from indicators.services.refresh.storing import forget_digest, put

State = QuarantinedValue.State
IN_WORDS = {State.OPEN: "inte bedömt", State.ACCEPTED: "godkänt", State.DISMISSED: "avvisat"}


@transaction.atomic
def accept(value_id: int, *, user: User, note: str) -> QuarantinedValue:
    """Let the value in: it is shown from now on, and is not held back when it is read again.

    Raises NotAllowed, WrongState when somebody was there first or the source has given another
    value meanwhile, or Refused without a note.
    """
    held = _open(value_id, user, note)
    put(
        held.series,
        [
            Row(
                held.area_id, held.year, held.month, held.gender, held.value, held.status,
                1, False, False, held.provenance,
            )
        ],
        refresh=held.refresh,
    )  # fmt: skip
    return _settle(held, State.ACCEPTED, user, note)


@transaction.atomic
def dismiss(value_id: int, *, user: User, note: str) -> QuarantinedValue:
    """Keep the value out, also when it is read again. What is stored stays. Raises as `accept`."""
    held = _open(value_id, user, note)
    forget_digest(held.series)
    return _settle(held, State.DISMISSED, user, note)


def _open(value_id: int, user: User, note: str) -> QuarantinedValue:
    """The value, locked after its source, as a refresh locks them."""
    if not rules.may_judge(user):
        raise NotAllowed("Bara den som ansvarar för indikatorerna kan bedöma värden.")
    held = QuarantinedValue.objects.select_related("series").get(pk=value_id)
    lock_source(held.series.source_key)
    locked = (
        QuarantinedValue.objects.select_related("series", "refresh", "handled_by")
        .select_for_update(of=("self",))
        .get(pk=value_id)
    )
    if locked.state != State.OPEN:
        who = f" av {locked.handled_by}" if locked.handled_by else ""
        said = IN_WORDS[State(locked.state)]
        raise WrongState(f"Värdet är redan {said}{who}. {locked.note}".strip())
    if not note.strip():
        raise Refused(
            "Skriv varför.", [Problem("Skriv varför värdet godkänns eller avvisas.", "note")]
        )
    return locked


def _settle(held: QuarantinedValue, state: str, user: User, note: str) -> QuarantinedValue:
    held.state, held.note = state, note.strip()
    held.handled_by, held.handled_at = user, timezone.now()
    held.save()
    return held
