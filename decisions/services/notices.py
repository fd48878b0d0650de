"""Tell those concerned that a decision has been made: one message each, once."""

from county.models import Membership, User
from county.terms import has_term, word
from decisions.models import Decision
from foundation import mail
from foundation.text.dates import long_date


def notify(decision_id: int) -> None:
    """Write one message to each member of the groups concerned and to the author.

    Each message has a key of its own, so that a second run writes none.
    """
    decision = Decision.objects.in_full().get(pk=decision_id)
    for person in recipients(decision):
        mail.post(
            key=f"decision:{decision.pk}:{person.pk}",
            recipient=person.email,
            subject=f"{decision.get_outcome_display()}: {decision.title}"[:200],
            body=letter(decision),
        )


def recipients(decision: Decision) -> list[User]:
    """Members today of the groups that got the assignment or the matter back, and the author."""
    initiative = decision.item.initiative
    bodies = {each.body_id for each in decision.assignments.all()}
    if decision.remitted_to_id:
        bodies.add(decision.remitted_to_id)
    if not bodies and initiative.lead_body_id:
        bodies = {
            initiative.lead_body_id,
            *initiative.contributing_bodies.values_list("pk", flat=True),
        }
    seated = Membership.objects.valid_on().filter(body__in=bodies).values("user")
    people = User.objects.filter(is_active=True)
    return list((people.filter(pk__in=seated) | people.filter(pk=initiative.author_id)).distinct())


def letter(decision: Decision) -> str:
    """The message: what was decided, by whom, what it means, and where it stands."""
    facts = decision.facts
    number = str(decision.document) if decision.document else ""
    lines = [
        f"{facts['body']} har {long_date(decision.decided_on)} beslutat:",
        "",
        *decision.wording,
    ]
    if decision.motivation:
        lines += ["", f"Skäl: {decision.motivation}"]
    if facts["lead"] and decision.outcome == Decision.Outcome.APPROVED:
        lines += ["", f"{facts['lead']} leder uppdraget. Nästa steg är att skriva direktivet."]
    if decision.outcome == Decision.Outcome.REMITTED and decision.due_on:
        lines += ["", f"Ärendet ska lämnas in igen senast {long_date(decision.due_on)}."]
    lines += ["", f"Beslutet är diariefört som {number} och finns att läsa i portalen."]
    if has_term("receiver"):
        lines += [f"Frågor om ärendet besvaras av {word('receiver', 'definite')}."]
    return "\n".join(lines) + "\n"
