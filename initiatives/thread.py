"""The thread of an initiative: a knot for each step taken, and those that lie ahead."""

from collections.abc import Iterable

from django.utils import timezone

from county.terms import phrase
from foundation.models import StatusChange
from foundation.pages import State, Step
from foundation.text.dates import long_date, today
from initiatives.models import Initiative
from initiatives.states import ENDED

AHEAD = (
    ("preparing", "Beredning"),
    ("submitted", "Mottagning"),
    ("scheduled", "Möte"),
    ("approved", "Beslut"),
    ("directive_review", "Direktiv"),
    ("trial", "Test"),
)
"""The straight way through the process, in words of its own for steps not yet taken."""

PUBLIC_STEPS = {
    "submit": "Initiativet kom in",
    "approve": "Beslut: en gemensam satsning",
    "hand_in_directive": "Direktivet lämnades för godkännande",
    "return_directive": "Direktivet lämnades tillbaka",
    "approve_directive": "Direktivet godkändes och testet kan börja",
}
"""The steps that the public thread shows, in plain words."""


def work_thread(
    initiative: Initiative, changes: Iterable[StatusChange], *, author: str
) -> list[Step]:
    """Everything that has happened, who did it and why, and what lies ahead."""
    labels = dict(Initiative.State.choices)
    begun = timezone.localtime(initiative.created_at).date()
    first = Step("done", "Påbörjat", long_date(begun), text=author)
    steps = [first]
    for change in changes:
        text = change.actor_name or "Portalen"
        if change.reason:
            text = f"{text}: {change.reason}"
        day = long_date(timezone.localtime(change.at).date())
        steps.append(Step("done", phrase(str(labels[change.target])), day, text=text))
    last = steps.pop()
    ended = initiative.state in ENDED
    state: State = "crossed" if ended else "current"
    word = "Avslutat" if ended else "Här är vi nu"
    steps.append(Step(state, last.title, last.date, text=last.text, word=word))
    return steps + ([] if ended else _ahead(initiative.state))


def _ahead(state: str) -> list[Step]:
    keys = [key for key, _label in AHEAD]
    beside = {"draft": -1, "needs_completion": 0, "remitted": 0, "tabled": 1}
    here = keys.index(state) if state in keys else beside[state]
    return [Step("coming", label) for _key, label in AHEAD[here + 1 :]]


def public_thread(initiative: Initiative, changes: Iterable[StatusChange]) -> list[Step]:
    """What the public may follow: dates and steps, no names and no reasons."""
    steps = [
        Step(
            "done", PUBLIC_STEPS[change.transition], long_date(timezone.localtime(change.at).date())
        )
        for change in changes
        if change.transition in PUBLIC_STEPS
    ]
    now = {"approved": "Direktivet skrivs", "directive_review": "Direktivet väntar på godkännande"}
    if initiative.state in now:
        steps.append(Step("current", now[initiative.state]))
    if initiative.state == "trial":
        steps.append(Step("current", "Testet pågår"))
    else:
        steps.append(Step("coming", "Test i liten skala"))
    return [*steps, Step("coming", "Utvärdering"), Step("coming", "Beslut om breddinförande")]


def waited_days(initiative: Initiative) -> int:
    """Whole days since the proposal came in."""
    if initiative.received_at is None:
        return 0
    return (today() - timezone.localtime(initiative.received_at).date()).days
