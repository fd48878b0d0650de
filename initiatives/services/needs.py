"""Needs: left by anyone, assessed with a reply."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from county.models import FocusArea, GoalArea, Organisation, User
from foundation.errors import NotAllowed, Problem, Refused
from foundation.mail import post
from foundation.publishing import touch
from foundation.text.personnummer import find_personnummer
from foundation.versions import lock
from foundation.workflow import apply
from initiatives import rules
from initiatives.models import Need, Project
from initiatives.services.writing import in_the_name_of
from initiatives.workflow import NEED

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Characters that cannot be taken for one another when a code is read from paper."""

CODE_LENGTH = 10


@transaction.atomic
def create_need(
    *,
    title: str,
    text: str,
    origin: str = Need.Origin.CITIZEN,
    organisation: Organisation | None = None,
    reference: str = "",
    contact_email: str = "",
    actor: User | None = None,
) -> Need:
    """Receive a need from anybody and give it a code that cannot be guessed.

    Raises Refused when the texts hold a personal identity number.
    """
    problems = [
        Problem(f"Ta bort personnumret ({', '.join(found)}).", name)
        for name, value in (("title", title), ("text", text), ("reference", reference))
        if (found := find_personnummer(value))
    ]
    if problems:
        raise Refused("Här får inga uppgifter om enskilda personer stå.", problems)
    need = Need(
        code=_new_code(),
        title=title.strip(),
        text=text.strip(),
        origin=origin,
        organisation=organisation,
        reference=reference.strip(),
        contact_email=contact_email.strip(),
    )
    in_the_name_of(need, actor)
    need.save()
    touch("needs")
    return need


@transaction.atomic
def assess_need(
    *,
    need_id: int,
    version: int | None,
    actor: User,
    outcome: str,
    reply: str = "",
    focus_areas: Sequence[FocusArea] = (),
    goal_areas: Sequence[GoalArea] = (),
    existing_project: Project | None = None,
    merged_into: Need | None = None,
    handled_by: Sequence[Organisation] = (),
) -> Need:
    """Assess a need: `outcome` is a key of the table, or `assess` to keep working on it.

    Every outcome carries a reply, which the sender reads on the code. A contact address is
    used for one message that there is an answer, and erased.
    """
    need = lock(Need, need_id, version=version)
    if not rules.assesses_needs(actor, need):
        raise NotAllowed("Du har inte rätt att bedöma behov.")
    if found := find_personnummer(reply):
        problem = Problem(f"Ta bort personnumret ({', '.join(found)}).", "reply")
        raise Refused(problem.message, [problem])
    in_the_name_of(need, actor)
    need.reply = reply.strip()
    need.existing_project = existing_project if outcome == "refer_to_existing" else None
    need.merged_into = merged_into if outcome == "merge" else None
    need.save()
    need.focus_areas.set(focus_areas)
    need.goal_areas.set(goal_areas)
    need.handled_by.set(handled_by if outcome == "handle_locally" else ())
    if need.state == Need.State.RECEIVED:
        need = apply(NEED, need, "assess", actor=actor)
    if outcome != "assess":
        need = _close(apply(NEED, need, outcome, actor=actor), actor)
    touch("needs")
    return need


def _close(need: Need, actor: User) -> Need:
    need.replied_at = timezone.now()
    need.replied_by = actor
    if need.contact_email:
        post(
            key=f"need-reply:{need.pk}:{need.version}",
            recipient=need.contact_email,
            subject="Ditt behov har fått ett svar",
            body=_letter(need),
        )
        need.contact_email = ""
    in_the_name_of(need, actor)
    need.save(update_fields=["replied_at", "replied_by", "contact_email"])
    return need


def _letter(need: Need) -> str:
    return (
        f"Du lämnade ett behov med rubriken ”{need.title}”.\n\n"
        f"Det har fått ett svar:\n\n{need.reply}\n\n"
        f"Din referenskod är {spaced(need.code)}. Med den kan du läsa svaret i portalen, under "
        "”Se svar på ett behov”.\n\nDin e-postadress är nu raderad hos oss. Det går inte att "
        "svara på det här brevet.\n"
    )


def spaced(code: str) -> str:
    """The code in two groups, easier to read and write down."""
    return f"{code[:5]} {code[5:]}"


def normalised(typed: Any) -> str:
    """A code as it is stored, however it was typed."""
    return "".join(character for character in str(typed).upper() if character in ALPHABET)


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
