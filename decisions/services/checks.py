"""What stands in the way of a ruling. Every check yields problems in Swedish, writes nothing."""

from collections.abc import Iterable

from county.access import bodies_with_mandate
from decisions.models import Meeting, Stance
from decisions.services import outcomes
from decisions.services.ruling import Ruling
from foundation.errors import Problem
from foundation.text.dates import long_date
from foundation.text.numbers import counted
from foundation.text.personnummer import find_personnummer
from foundation.workflow import Context
from initiatives.workflow import INITIATIVE

NOT_OPEN: dict[str, str] = {
    Meeting.State.PLANNED: "Mötet är inte öppnat än. Öppna det och anteckna vilka som är "
    "närvarande innan beslut antecknas.",
    Meeting.State.CLOSED: "Mötet är avslutat. Ett beslut kan inte antecknas i efterhand.",
}
FIELDS = {"to": "remitted_to", "principals": "positions"}


def problems_of(ruling: Ruling) -> Iterable[Problem]:
    """Everything to mend, in the order of the form; the transition's own guards among it."""
    if ruling.outcome not in outcomes.fitting(ruling.item):
        yield Problem("Välj ett utfall.", "outcome")
        return
    yield from _quorum(ruling)
    if ruling.approves:
        yield from _wording(ruling)
        yield from _groups(ruling)
    if ruling.tables:
        yield from _target(ruling)
    row = outcomes.ROWS[ruling.outcome]
    if row.motivated and not ruling.motivation:
        yield Problem(row.motivated, "motivation")
    yield from _guards(ruling)
    yield from _positions(ruling)
    yield from _persons(ruling)


def _quorum(ruling: Ruling) -> Iterable[Problem]:
    needed = ruling.meeting.body.quorum
    present = ruling.meeting.attendance.count()
    if needed and present < needed and not ruling.tables:
        yield Problem(
            f"{ruling.meeting.body} är inte beslutsför: {present} av minst "
            f"{counted(needed, 'ledamot', 'ledamöter')} är närvarande. Bordlägg ärendet."
        )


def _wording(ruling: Ruling) -> Iterable[Problem]:
    if not ruling.wording:
        yield Problem("Skriv minst en att-sats.", "wording")


def _groups(ruling: Ruling) -> Iterable[Problem]:
    preparing = bodies_with_mandate("prepares", "initiative")
    for body in ruling.groups:
        if body not in preparing:
            field = "lead" if body == ruling.lead else "contributing"
            yield Problem(f"{body} bereder inte initiativ och kan inte få uppdraget.", field)


def _target(ruling: Ruling) -> Iterable[Problem]:
    target = ruling.target_meeting
    if target is None:
        yield Problem("Välj vilket möte ärendet bordläggs till.", "target_meeting")
    elif (
        target.body_id != ruling.meeting.body_id
        or target.held_on < ruling.meeting.held_on
        or not Meeting.objects.planned().select_for_update(of=("self",)).filter(pk=target.pk)
    ):
        yield Problem(
            f"Välj ett planerat möte med {ruling.meeting.body} efter "
            f"{long_date(ruling.meeting.held_on)}.",
            "target_meeting",
        )


def _guards(ruling: Ruling) -> Iterable[Problem]:
    """The guards of the initiative's own transition: all there is to mend is told at once."""
    if ruling.tables and ruling.item.directive_id:
        return
    row = outcomes.ROWS[ruling.outcome]
    # Reasons are asked for in our own words above.
    context = Context(actor=None, reason=ruling.motivation or "-", data=ruling.data())
    for problem in INITIATIVE[row.key].problems(ruling.initiative, context):
        yield Problem(problem.message, FIELDS.get(problem.field, problem.field))


def _positions(ruling: Ruling) -> Iterable[Problem]:
    taking_part = ruling.principals
    for principal, said in ruling.positions.items():
        if principal not in taking_part:
            yield Problem(f"{principal} deltar inte i satsningen.", "positions")
        if said.stance not in Stance.values:
            yield Problem(f"Välj hur {principal} ställer sig.", f"stance_{principal.pk}")
    if ruling.approves and ruling.meeting.body.requires_all_principals:
        for principal in taking_part:
            given = ruling.positions.get(principal)
            if given is None or given.stance != Stance.SUPPORTS:
                yield Problem(
                    f"Alla huvudmän behöver tillstyrka, och {principal} har inte gjort det.",
                    f"stance_{principal.pk}",
                )


def _persons(ruling: Ruling) -> Iterable[Problem]:
    texts = [("motivation", ruling.motivation), *(("wording", line) for line in ruling.wording)]
    texts += [(f"note_{each.pk}", said.note) for each, said in ruling.positions.items()]
    for field, text in texts:
        found = find_personnummer(text)
        if found:
            yield Problem(
                f"Texten innehåller något som ser ut som ett personnummer ({', '.join(found)}). "
                "Ta bort det: beslutet är en offentlig handling.",
                field,
            )
