"""Each outcome as data: which matters it fits, what it moves, and how it is worded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from decisions.models import AgendaItem, Decision
from decisions.services.ruling import Ruling
from foundation.text.dates import long_date
from initiatives import services as initiatives

Outcome = Decision.Outcome
Wording = Callable[[Ruling], list[str]]
Move = Callable[[Ruling, Any], object]


@dataclass(frozen=True)
class Row:
    """One outcome: its words, the transition of the initiative, and the service that makes it.

    `motivated` is what to say when the reasons are missing; empty when none are needed.
    """

    wording: Wording
    key: str
    move: Move
    motivated: str = ""


def _approved(ruling: Ruling) -> list[str]:
    return list(ruling.wording)


def _rejected(ruling: Ruling) -> list[str]:
    return [f"att avslå initiativet ”{ruling.initiative.title}”."]


def _remitted(ruling: Ruling) -> list[str]:
    when = long_date(ruling.due_on) if ruling.due_on else ""
    what = f"initiativet ”{ruling.initiative.title}” till {ruling.remitted_to}"
    return [f"att återremittera {what}, som lämnar det på nytt senast {when}."]


def _tabled(ruling: Ruling) -> list[str]:
    when = long_date(ruling.target_meeting.held_on) if ruling.target_meeting else ""
    return [f"att bordlägga ärendet ”{ruling.initiative.title}” till mötet {when}."]


def _directive(ruling: Ruling) -> str:
    return f"direktivet för ”{ruling.initiative.title}”, version {ruling.edition}"


def _directive_approved(ruling: Ruling) -> list[str]:
    return [f"att godkänna {_directive(ruling)}."]


def _directive_returned(ruling: Ruling) -> list[str]:
    return [f"att återremittera {_directive(ruling)}, till {ruling.initiative.lead_body}."]


def _approve(ruling: Ruling, actor: Any) -> object:
    return initiatives.approve(
        initiative_id=ruling.initiative.pk,
        actor=actor,
        lead=ruling.lead,
        contributing=ruling.contributing,
        responsible=ruling.responsible,
        principals=ruling.principals,
    )


def _reject(ruling: Ruling, actor: Any) -> object:
    return initiatives.reject(
        initiative_id=ruling.initiative.pk, actor=actor, reason=ruling.motivation
    )


def _remit(ruling: Ruling, actor: Any) -> object:
    assert ruling.remitted_to is not None and ruling.due_on is not None  # noqa: S101, PT018 - the guards said so
    return initiatives.remit(
        initiative_id=ruling.initiative.pk,
        actor=actor,
        reason=ruling.motivation,
        to=ruling.remitted_to,
        due_on=ruling.due_on,
    )


def _table(ruling: Ruling, actor: Any) -> object:
    """A tabled directive stays where it is; it only changes meeting."""
    if ruling.item.directive_id:
        return None
    return initiatives.table(
        initiative_id=ruling.initiative.pk, actor=actor, reason=ruling.motivation
    )


def _approve_directive(ruling: Ruling, actor: Any) -> object:
    return initiatives.approve_directive(
        initiative_id=ruling.initiative.pk, edition=ruling.edition, actor=actor
    )


def _return_directive(ruling: Ruling, actor: Any) -> object:
    return initiatives.return_directive(
        initiative_id=ruling.initiative.pk,
        edition=ruling.edition,
        actor=actor,
        reason=ruling.motivation,
    )


ROWS: Mapping[str, Row] = {
    Outcome.APPROVED: Row(_approved, "approve", _approve),
    Outcome.REJECTED: Row(_rejected, "reject", _reject, "Skriv skälen till avslaget."),
    Outcome.REMITTED: Row(
        _remitted,
        "remit",
        _remit,
        "Skriv varför ärendet återremitteras, så att gruppen vet vad som saknas.",
    ),
    Outcome.TABLED: Row(_tabled, "table", _table),
    Outcome.DIRECTIVE_APPROVED: Row(_directive_approved, "approve_directive", _approve_directive),
    Outcome.DIRECTIVE_RETURNED: Row(
        _directive_returned,
        "return_directive",
        _return_directive,
        "Skriv vad som behöver ändras i direktivet.",
    ),
}
FOR_INITIATIVE = (Outcome.APPROVED, Outcome.REMITTED, Outcome.TABLED, Outcome.REJECTED)
FOR_DIRECTIVE = (Outcome.DIRECTIVE_APPROVED, Outcome.DIRECTIVE_RETURNED, Outcome.TABLED)


def fitting(item: AgendaItem) -> tuple[Outcome, ...]:
    """The outcomes that a matter can have, in the order they are offered."""
    return FOR_DIRECTIVE if item.directive_id else FOR_INITIATIVE


def wording_of(ruling: Ruling) -> list[str]:
    """The att-satser of the decision."""
    return ROWS[ruling.outcome].wording(ruling)
