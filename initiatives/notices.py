"""Letters to those whom a step concerns: what happened, and what is asked of them."""

from collections.abc import Iterable

from county.models import Membership, User
from county.terms import phrase
from foundation import mail
from foundation.models import StatusChange
from initiatives.models import Initiative

SENTENCES = {
    "send_to_preparation": "Ett initiativ är skickat till er för beredning.",
    "return_to_author": "Ditt initiativ har kommit tillbaka från beredningen.",
    "submit": "Ett initiativ har kommit in.",
    "request_completion": "Ditt initiativ behöver kompletteras.",
    "resubmit": "Ett initiativ har kommit in igen efter komplettering.",
    "resubmit_remitted": "Ett initiativ har kommit in igen efter återremiss.",
    "withdraw": "Ett initiativ är återkallat.",
}
"""The first sentence of the letter, for each step that is told of in this floor."""


def notify(change_id: int) -> None:
    """Write one letter to each person whom the change concerns, but not to the one who made it."""
    change = StatusChange.objects.get(pk=change_id)
    initiative = Initiative.objects.select_related("author", "originating_body").get(
        pk=change.subject_id
    )
    for person in set(_concerned(change.transition, initiative)):
        if person.pk != change.actor_id:
            mail.post(
                key=f"initiative-notice:{change.pk}:{person.pk}",
                recipient=person.email,
                subject=f"{SENTENCES[change.transition].rstrip('.')}: {initiative.title}"[:200],
                body=_letter(change, initiative),
            )


def _concerned(transition: str, initiative: Initiative) -> Iterable[User]:
    if transition in {"return_to_author", "request_completion"}:
        yield initiative.author
        if transition == "request_completion":
            yield from _conveners(initiative)
    elif transition == "send_to_preparation":
        yield from _conveners(initiative)
    elif initiative.received_at is not None:
        yield from _with_capability("receive")


def _conveners(initiative: Initiative) -> Iterable[User]:
    held = Membership.objects.valid_on().filter(
        is_convener=True, body__in=initiative.preparing_bodies.all()
    )
    return [each.user for each in held.select_related("user")]


def _with_capability(capability: str) -> Iterable[User]:
    held = Membership.objects.valid_on().filter(role__capabilities__contains=[capability])
    return [each.user for each in held.select_related("user")]


def _letter(change: StatusChange, initiative: Initiative) -> str:
    reason = f"\n{change.actor_name} skriver:\n\n{change.reason}\n" if change.reason else ""
    state = phrase(str(Initiative.State(change.target).label))
    return (
        f"{SENTENCES[change.transition]}\n\n”{initiative.title}”, från "
        f"{initiative.originating_body}.\nLäge: {state}.\n{reason}\n"
        "Logga in i portalen för att läsa och göra det som väntar.\n"
    )
