"""What a transition does beyond the state: small writes on the thing itself, same transaction."""

from typing import Any

from django.utils import timezone

from foundation.workflow import Context


def note_preparation(initiative: Any, _context: Context) -> None:
    """Remember when the preparing bodies first could read it."""
    if initiative.preparing_since is None:
        initiative.preparing_since = timezone.now()
        initiative.save(update_fields=["preparing_since"])


def start_over(initiative: Any, _context: Context) -> None:
    """The text is to be prepared anew: notes of readiness no longer hold."""
    initiative.ready_notes.all().delete()


def keep_completion_fields(initiative: Any, context: Context) -> None:
    """Only these fields can be edited until the proposal is handed in again."""
    initiative.completion_fields = sorted(set(context.data["fields"]))
    initiative.save(update_fields=["completion_fields"])


def clear_requests(initiative: Any, _context: Context) -> None:
    """Nothing is asked for any more."""
    initiative.completion_fields = []
    initiative.remitted_to = None
    initiative.due_on = None
    initiative.save(update_fields=["completion_fields", "remitted_to", "due_on"])


def keep_remittal(initiative: Any, context: Context) -> None:
    """To whom it goes back and when an answer is due."""
    initiative.remitted_to = context.data["to"]
    initiative.due_on = context.data["due_on"]
    initiative.save(update_fields=["remitted_to", "due_on"])


def keep_assignment(initiative: Any, context: Context) -> None:
    """The decision's assignment: who leads, who contributes, who answers, who takes part."""
    initiative.lead_body = context.data["lead"]
    initiative.responsible = context.data["responsible"]
    initiative.save(update_fields=["lead_body", "responsible"])
    initiative.contributing_bodies.set(context.data.get("contributing", ()))
    initiative.principals.set(context.data["principals"])


def reopen_needs(initiative: Any, context: Context) -> None:
    """Needs that the rejected initiative rested on are assessed anew, with a note."""
    from foundation.workflow import apply
    from initiatives.workflow import NEED

    for need in initiative.needs.filter(state="basis"):
        note = f"Initiativet ”{initiative.title}” fick avslag. {context.reason}".strip()
        apply(NEED, need, "reopen", actor=None, reason=note)
