"""The transitions of the set, and of what people bring: reflections, values, files, reports.

What runs by machine (refreshes) has no table: its runs only begin and end.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

from foundation.errors import Problem
from foundation.text.dates import today
from foundation.workflow import Context, Transition, TransitionTable
from indicators import rules
from indicators.models import (
    EnteredValue,
    GoalAreaReport,
    Indicator,
    Measure,
    QuarantinedValue,
    Reflection,
    Upload,
)

OTHER_STEWARD = "En annan indikatorförvaltare än den som lämnade uppgiften"
STEWARD = "Indikatorförvaltare"
WRITER = "Ledamot i organet eller indikatorförvaltare"
LEADER = "Organets ordförande eller sammankallande, eller indikatorförvaltare"


def _period_has_begun(reflection: Any, _context: Context) -> Iterable[Problem]:
    """Perioden har börjat."""
    if (reflection.year, reflection.month) > (today().year, today().month):
        yield Problem(f"Perioden {reflection.period} har inte börjat. Ändra perioden.", "period")


def _note_publication(thing: Any, _context: Context) -> None:
    """Skriv när det publicerades."""
    thing.published_at = timezone.now()
    thing.save(update_fields=["published_at"])


def _note_who(thing: Any, context: Context) -> None:
    """Skriv vem som granskade."""
    thing.handled_by, thing.handled_at = context.actor, timezone.now()
    if isinstance(thing, EnteredValue):
        thing.reason = context.reason
    thing.save()


REFLECTION = TransitionTable(
    "Reflektion",
    Reflection.State,
    [
        Transition(
            key="publish",
            sources=(Reflection.State.DRAFT,),
            target=Reflection.State.PUBLISHED,
            label="Publicera",
            who=rules.publishes_reflection,
            who_label=LEADER,
            guards=(_period_has_begun,),
            effects=(_note_publication,),
        ),
        Transition(
            key="discard",
            sources=(Reflection.State.DRAFT,),
            target=Reflection.State.WITHDRAWN,
            label="Kasta utkastet",
            who=rules.writes_reflection,
            who_label=WRITER,
        ),
        Transition(
            key="withdraw",
            sources=(Reflection.State.PUBLISHED,),
            target=Reflection.State.WITHDRAWN,
            label="Dra tillbaka",
            who=rules.publishes_reflection,
            who_label=LEADER,
            reason_required="Skriv varför reflektionen dras tillbaka.",
        ),
    ],
)

ENTRY = TransitionTable(
    "Inmatat värde",
    EnteredValue.State,
    [
        Transition(
            key="confirm",
            sources=(EnteredValue.State.WAITING,),
            target=EnteredValue.State.CONFIRMED,
            label="Bekräfta",
            who=rules.reviews_entry,
            who_label=OTHER_STEWARD,
            effects=(_note_who,),
        ),
        Transition(
            key="reject",
            sources=(EnteredValue.State.WAITING,),
            target=EnteredValue.State.REJECTED,
            label="Avvisa",
            who=rules.reviews_entry,
            who_label=OTHER_STEWARD,
            reason_required="Skriv varför värdet avvisas.",
            effects=(_note_who,),
        ),
        Transition(
            key="take_back",
            sources=(EnteredValue.State.WAITING,),
            target=EnteredValue.State.TAKEN_BACK,
            label="Ta tillbaka",
            who=rules.takes_back_entry,
            who_label="Den som matade in värdet",
            effects=(_note_who,),
        ),
    ],
)


def _system(user: Any, _thing: Any) -> bool:
    """Only the worker, which acts without a user."""
    return user is None


UPLOAD = TransitionTable(
    "Fil med värden",
    Upload.State,
    [
        Transition(
            key="read",
            sources=(Upload.State.READING,),
            target=Upload.State.PREVIEWED,
            label="Visa vad filen skulle ändra",
            who=_system,
            who_label="Systemet",
            hidden=True,
        ),
        Transition(
            key="fail",
            sources=(Upload.State.READING,),
            target=Upload.State.UNREADABLE,
            label="Visa varför filen inte gick att läsa",
            who=_system,
            who_label="Systemet",
            hidden=True,
        ),
        Transition(
            key="propose",
            sources=(Upload.State.PREVIEWED,),
            target=Upload.State.PROPOSED,
            label="Lämna till granskning",
            who=rules.owns_upload,
            who_label="Den som läste in filen",
        ),
        Transition(
            key="apply",
            sources=(Upload.State.PROPOSED,),
            target=Upload.State.APPLIED,
            label="Inför värdena",
            who=rules.reviews_upload,
            who_label=OTHER_STEWARD,
            effects=(_note_who,),
        ),
        Transition(
            key="reject",
            sources=(Upload.State.PROPOSED,),
            target=Upload.State.REJECTED,
            label="Avvisa",
            who=rules.reviews_upload,
            who_label=OTHER_STEWARD,
            reason_required="Skriv varför filen avvisas.",
            effects=(_note_who,),
        ),
        Transition(
            key="read_again",
            sources=(Upload.State.PREVIEWED, Upload.State.PROPOSED),
            target=Upload.State.READING,
            label="Jämför på nytt",
            who=rules.steward,
            who_label=STEWARD,
        ),
        Transition(
            key="discard",
            sources=(
                Upload.State.READING,
                Upload.State.UNREADABLE,
                Upload.State.PREVIEWED,
                Upload.State.PROPOSED,
            ),
            target=Upload.State.DISCARDED,
            label="Kasta filen",
            who=rules.owns_upload,
            who_label="Den som läste in filen",
        ),
    ],
)

REPORT = TransitionTable(
    "Rapport för ett målområde",
    GoalAreaReport.State,
    [
        Transition(
            key="make",
            sources=(GoalAreaReport.State.ORDERED,),
            target=GoalAreaReport.State.MADE,
            label="Gör rapporten",
            who=_system,
            who_label="Systemet",
            hidden=True,
        ),
        Transition(
            key="publish",
            sources=(GoalAreaReport.State.MADE,),
            target=GoalAreaReport.State.PUBLISHED,
            label="Publicera",
            who=rules.steward,
            who_label=STEWARD,
            effects=(_note_publication,),
        ),
        Transition(
            key="replace",
            sources=(GoalAreaReport.State.PUBLISHED,),
            target=GoalAreaReport.State.REPLACED,
            label="Ersätt med en senare utgåva",
            who=rules.steward,
            who_label=STEWARD,
            hidden=True,
        ),
        Transition(
            key="withdraw",
            sources=(
                GoalAreaReport.State.ORDERED,
                GoalAreaReport.State.MADE,
                GoalAreaReport.State.PUBLISHED,
            ),
            target=GoalAreaReport.State.WITHDRAWN,
            label="Dra tillbaka",
            who=rules.steward,
            who_label=STEWARD,
            reason_required="Skriv varför rapporten dras tillbaka.",
        ),
    ],
)

QUARANTINE = TransitionTable(
    "Värde i karantän",
    QuarantinedValue.State,
    [
        Transition(
            key="accept",
            sources=(QuarantinedValue.State.OPEN,),
            target=QuarantinedValue.State.ACCEPTED,
            label="Godkänn värdet",
            who=rules.steward,
            who_label=STEWARD,
            reason_required="Skriv varför värdet godkänns eller avvisas.",
        ),
        Transition(
            key="dismiss",
            sources=(QuarantinedValue.State.OPEN,),
            target=QuarantinedValue.State.DISMISSED,
            label="Avvisa värdet",
            who=rules.steward,
            who_label=STEWARD,
            reason_required="Skriv varför värdet godkänns eller avvisas.",
        ),
        Transition(
            key="correct",
            sources=(QuarantinedValue.State.OPEN,),
            target=QuarantinedValue.State.CORRECTED,
            label="Släpp värdet som källan inte längre ger",
            who=_system,
            who_label="Systemet",
            hidden=True,
        ),
    ],
)

ADOPT, RETIRE, UNDO_ADOPT, UNDO_RETIRE = "adopt", "retire", "undo_adopt", "undo_retire"


NUMBER = "Skriv beslutets diarienummer."
WHY = "Skriv varför införandet ångras."


def _adopting(name: str, states: type[TextChoices], candidates: tuple[str, ...]) -> TransitionTable:
    """The set is decided by a body: each row here is applied by `services.adoption` only."""
    decided, retired = states["DECIDED"].value, states["RETIRED"].value

    def row(key: str, sources: tuple[str, ...], target: str, label: str, asked: str) -> Transition:
        return Transition(
            key=key,
            sources=sources,
            target=target,
            label=label,
            who=rules.steward,
            who_label=STEWARD,
            reason_required=asked,
            hidden=True,
        )

    undone = [
        row(f"{UNDO_ADOPT}_{each}", (decided,), each, "Ångra att den antogs", WHY)
        for each in candidates
    ]
    rows = [
        row(ADOPT, candidates, decided, "Anta", NUMBER),
        row(RETIRE, (decided,), retired, "Avveckla", NUMBER),
        *undone,
        row(UNDO_RETIRE, (retired,), decided, "Ångra att den avvecklades", WHY),
    ]
    return TransitionTable(name, states, rows, column="status")


INDICATOR = _adopting("Indikator", Indicator.Status, (Indicator.Status.PROPOSED,))
MEASURE = _adopting("Mått", Measure.Status, (Measure.Status.PROPOSED, Measure.Status.DEVELOPING))
