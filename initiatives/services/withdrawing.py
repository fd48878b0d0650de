"""Taking a proposal back, and the trace that leaves in the register."""

from django.db import transaction

from county.models import User
from diary import services as diary
from diary.models import DiaryDocument
from foundation.errors import Problem, Refused
from foundation.text.dates import long_date, today
from foundation.text.personnummer import find_personnummer
from initiatives.models import Initiative
from initiatives.services.moves import move


@transaction.atomic
def withdraw(*, initiative_id: int, version: int | None, reason: str, actor: User) -> Initiative:
    """Take the proposal back. What has been received stays in the register.

    A matter with a case gets one more document there: that it was withdrawn, when, on behalf of
    which body, and why. Nothing of it is shown to the public beyond number and date. Raises
    Refused for a personal identity number in the reason, and what the diary raises.
    Source: OSL 5 kap. 1 § (what comes in to a registered matter is registered with it).
    """
    initiative = move(initiative_id, "withdraw", actor=actor, version=version, reason=reason)
    if initiative.case is not None:
        _register(initiative, reason.strip(), actor)
    return initiative


def _register(initiative: Initiative, reason: str, actor: User) -> None:
    if find_personnummer(reason):
        sentence = "Ta bort personnumret: skälet diarieförs."
        raise Refused(sentence, [Problem(sentence, "reason")])
    who = "författaren" if actor.pk == initiative.author_id else "gruppens sammankallande"
    body = str(initiative.originating_body)
    text = (
        f"Initiativet ”{initiative.title}” återkallades {long_date(today())} av {who}, för {body}."
        f"\n\nSkäl: {reason}\n"
    )
    diary.register_document(
        case=initiative.case,  # type: ignore[arg-type]
        title=f"Återkallelse av initiativ: {initiative.title}",
        public_title="",
        category="Återkallelse",
        direction=DiaryDocument.Direction.INCOMING,
        party=body,
        public_party="",
        dated=today(),
        actor=actor,
        files=[diary.NewFile(text.encode(), "text/plain", "aterkallelse.txt")],
        archive_expected=False,
    )
