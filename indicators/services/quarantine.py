"""Judge values that were held back: let them in, or keep them out. Each with a note of why."""

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.workflow import apply_all
from indicators import rules
from indicators.models import QuarantinedValue
from indicators.services.refresh.merging import lock_source
from indicators.services.refresh.rows import Row
from indicators.services.refresh.storing import forget_digest, put
from indicators.workflow import QUARANTINE

State = QuarantinedValue.State
IN_WORDS = {
    State.OPEN: "inte bedömt",
    State.ACCEPTED: "godkänt",
    State.DISMISSED: "avvisat",
    State.CORRECTED: "återtaget av källan",
}
IN_PLURAL = {
    State.ACCEPTED: "godkända",
    State.DISMISSED: "avvisade",
    State.CORRECTED: "återtagna av källan",
}


@transaction.atomic
def accept(value_id: int, *, user: User, note: str, whole_series: bool = False) -> int:
    """Let the value in: it is shown from now on, and is not held back when it is read again.

    With `whole_series` all values of the series that wait are let in; returns how many. Raises
    NotAllowed, WrongState when somebody was there first or the source has given another value
    meanwhile, or Refused without a note.
    """
    found = _open(value_id, user=user, note=note, whole_series=whole_series)
    put(found[0].series, [_row(each) for each in found], refresh=found[0].refresh)
    return _settle(found, "accept", user, note)


@transaction.atomic
def dismiss(value_id: int, *, user: User, note: str, whole_series: bool = False) -> int:
    """Keep the value out, also when it is read again. What is stored stays. As `accept`."""
    found = _open(value_id, user=user, note=note, whole_series=whole_series)
    forget_digest(found[0].series)
    return _settle(found, "dismiss", user, note)


def _open(value_id: int, *, user: User, note: str, whole_series: bool) -> list[QuarantinedValue]:
    """The value first, then the others if asked for. Locked after their source, as in a run."""
    if not rules.may_judge(user):
        raise NotAllowed("Bara den som ansvarar för indikatorerna kan bedöma värden.")
    rows = QuarantinedValue.objects.select_related("series", "refresh", "handled_by")
    lock_source(rows.get(pk=value_id).series.source_key)
    locked = rows.select_for_update(of=("self",))
    one = locked.get(pk=value_id)
    if one.state != State.OPEN:
        who = f" av {one.handled_by}" if one.handled_by else ""
        said = IN_WORDS[State(one.state)]
        raise WrongState(f"Värdet är redan {said}{who}. {one.note}".strip())
    if not note.strip():
        raise Refused(
            "Skriv varför.", [Problem("Skriv varför värdet godkänns eller avvisas.", "note")]
        )
    others = locked.filter(series=one.series, state=State.OPEN).exclude(pk=one.pk)
    return [one, *(others.order_by("pk") if whole_series else ())]


def _row(held: QuarantinedValue) -> Row:
    return Row(
        area_id=held.area_id,
        year=held.year,
        month=held.month,
        gender=held.gender,
        value=held.value,
        status=held.status,
        members=1,
        preliminary=False,
        withdrawn=False,
        provenance=held.provenance,
    )


def _settle(found: list[QuarantinedValue], key: str, user: User, note: str) -> int:
    said = {"note": note.strip(), "handled_by": user, "handled_at": timezone.now()}
    rows = QuarantinedValue.objects.filter(pk__in=[each.pk for each in found])
    return apply_all(QUARANTINE, rows, key, actor=user, reason=note, also=said)
