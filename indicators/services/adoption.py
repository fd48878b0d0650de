"""Carry a body's decision on the set into the registry: what is followed from now on."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from county.models import User
from diary.models import DiaryDocument
from diary.numbers import squeeze
from foundation.errors import NotAllowed, Problem, Refused, WrongState
from foundation.workflow import TransitionTable, apply
from indicators.models import AdoptedRow, Adoption, Indicator, Measure
from indicators.rules import steward
from indicators.touching import touch_rows
from indicators.workflow import ADOPT, INDICATOR, MEASURE, RETIRE, UNDO_ADOPT, UNDO_RETIRE

CATEGORY = "beslut"
_WHO = "Bara den som förvaltar indikatorerna för in beslut om dem."
Row = Indicator | Measure


@transaction.atomic
def record_adoption(
    *,
    number: str,
    adopted: Sequence[Row] = (),
    retired: Sequence[Row] = (),
    actor: User,
) -> Adoption:
    """Let the rows stand as decided, or as given up, by a decision that the diary holds.

    All or nothing. Raises NotAllowed; Refused when there is no such disclosed decision or
    nothing is chosen; WrongState when a row has been decided on meanwhile.
    """
    if not steward(actor):
        raise NotAllowed(_WHO)
    document = _decision(number)
    if not adopted and not retired:
        raise Refused(
            "Inget är infört.", [Problem("Välj minst en indikator eller ett mått.", "adopted")]
        )
    made = Adoption.objects.create(document=document, recorded_by=actor, recorded_at=timezone.now())
    outcome = AdoptedRow.Outcome
    for rows, key, word in ((adopted, ADOPT, outcome.ADOPTED), (retired, RETIRE, outcome.RETIRED)):
        for each in rows:
            before = type(each)._default_manager.values_list("status", flat=True).get(pk=each.pk)
            apply(_table(each), each, key, actor=actor, reason=str(document))
            AdoptedRow.objects.create(
                adoption=made, outcome=word, before=before, **{_column(each): each}
            )
    touch_rows([*adopted, *retired])
    return made


@transaction.atomic
def undo_adoption(*, adoption_id: int, reason: str, actor: User) -> Adoption:
    """Take back what was recorded by mistake: every row gets the status it had.

    Raises NotAllowed; WrongState when it is undone already or a later decision has moved a row;
    Refused without a reason. The decision in the diary stands as it is.
    """
    if not steward(actor):
        raise NotAllowed(_WHO)
    found = (
        Adoption.objects.select_for_update(of=("self",))
        .select_related("document__case", "undone_by")
        .get(pk=adoption_id)
    )
    if found.undone_at is not None:
        raise WrongState(f"Införandet är redan ångrat av {found.undone_by}. {found.undone_reason}")
    if not reason.strip():
        raise Refused("Inget är ändrat.", [Problem("Skriv varför införandet ångras.", "reason")])
    rows = list(found.rows.select_related("indicator", "measure"))
    for row in rows:
        retired = row.outcome == AdoptedRow.Outcome.RETIRED
        key = UNDO_RETIRE if retired else f"{UNDO_ADOPT}_{row.before}"
        apply(_table(row.subject), row.subject, key, actor=actor, reason=reason)
    found.undone_by, found.undone_at = actor, timezone.now()
    found.undone_reason = reason.strip()
    found.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    touch_rows([row.subject for row in rows])
    return found


def _decision(number: str) -> DiaryDocument:
    """The registered decision. Only what the public may read can be what a set rests on."""
    plain = squeeze(number)
    found = DiaryDocument.objects.disclosed().select_related("case").filter(number=plain).first()
    if found is None:
        said = f"Det finns ingen offentlig handling med numret {plain} i diariet."
        said = said if plain else "Skriv beslutets diarienummer."
        raise Refused("Inget är infört.", [Problem(said, "number")])
    if not found.category.casefold().startswith(CATEGORY):
        said = f"{plain} är inte ett beslut utan registrerad som {found.category.lower()}."
        raise Refused("Inget är infört.", [Problem(said, "number")])
    return found


def _table(row: Row) -> TransitionTable:
    return INDICATOR if isinstance(row, Indicator) else MEASURE


def _column(row: Row) -> str:
    return "indicator" if isinstance(row, Indicator) else "measure"
