"""What must hold before a transition. Each yields problems in Swedish and writes nothing.

The first line of each docstring stands in docs/process.md.
"""

from collections.abc import Iterator
from typing import Any

from county.models import Body, County, FocusArea, GoalArea
from foundation.errors import Problem
from foundation.text.dates import today
from foundation.text.numbers import counted
from foundation.workflow import Context
from initiatives import completeness
from initiatives.proposal import Proposal


def has_preparing_body(initiative: Any, _context: Context) -> Iterator[Problem]:
    """Minst en beredande grupp är vald."""
    if not initiative.preparing_bodies.exists():
        field = Proposal.load(initiative).by_target("preparing_bodies")
        anchor = field.code if field else ""
        yield Problem("Välj minst en grupp som ska bereda initiativet.", anchor)


def says_what_and_why(initiative: Any, _context: Context) -> Iterator[Problem]:
    """Titel, behov och målområde (om länet har målområden) är ifyllda."""
    proposal = Proposal.load(initiative)
    for target in ("title", "goal_areas"):
        field = proposal.by_target(target)
        if field is None or (target == "goal_areas" and not GoalArea.objects.exists()):
            continue
        if proposal.is_empty(field):
            yield Problem(f"{field.code} {field.name} saknas", field.code)
    need = proposal.need_field()
    if need is not None and proposal.is_empty(need) and not initiative.needs.exists():
        yield Problem(f"{need.code} {need.name} saknas", need.code)


def is_complete(initiative: Any, _context: Context) -> Iterator[Problem]:
    """Alla obligatoriska fält är ifyllda och håller måtten."""
    yield from completeness.missing(Proposal.load(initiative))


def names_fields_to_complete(initiative: Any, context: Context) -> Iterator[Problem]:
    """De fält som ska kompletteras är angivna."""
    known = {field.code for field in Proposal.load(initiative).fields}
    asked = set(context.data.get("fields", ()))
    if not asked:
        yield Problem("Välj minst ett fält som ska kompletteras.", "fields")
    elif asked - known:
        yield Problem("Välj bland mallens fält.", "fields")


def answers_the_request(initiative: Any, _context: Context) -> Iterator[Problem]:
    """Varje fält som efterfrågats är besvarat."""
    proposal = Proposal.load(initiative)
    for field in proposal.fields:
        if field.code in initiative.completion_fields and proposal.is_empty(field):
            yield Problem(f"{field.code} {field.name} är efterfrågat men tomt", field.code)


def says_to_whom_and_when(_initiative: Any, context: Context) -> Iterator[Problem]:
    """Mottagande grupp och sista dag är angivna."""
    if not isinstance(context.data.get("to"), Body):
        yield Problem("Välj vilken grupp ärendet återremitteras till.", "to")
    due = context.data.get("due_on")
    if due is None:
        yield Problem("Ange när ärendet senast ska vara tillbaka.", "due_on")
    elif due <= today():
        yield Problem("Välj en dag som ligger framåt i tiden.", "due_on")


def has_one_lead(_initiative: Any, context: Context) -> Iterator[Problem]:
    """Exakt en grupp leder; de andra medverkar."""
    lead = context.data.get("lead")
    if not isinstance(lead, Body):
        yield Problem("Välj en grupp som leder uppdraget.", "lead")
    elif lead in context.data.get("contributing", ()):
        yield Problem(f"{lead} kan inte både leda och medverka.", "contributing")


def names_responsible(_initiative: Any, context: Context) -> Iterator[Problem]:
    """En person är ansvarig för uppdraget."""
    if context.data.get("responsible") is None:
        yield Problem("Välj en person som är ansvarig för uppdraget.", "responsible")


def enough_principals(_initiative: Any, context: Context) -> Iterator[Problem]:
    """Så många huvudmän deltar som länet kräver."""
    least = County.objects.values_list("min_principals", flat=True).first() or 0
    if len(context.data.get("principals", ())) < least:
        how_many = counted(least, "huvudman", "huvudmän", common=True)
        yield Problem(f"Välj minst {how_many} som deltar.", "principals")


def meets_criteria(initiative: Any, _context: Context) -> Iterator[Problem]:
    """De kriterier som prövas vid inskickandet är uppfyllda."""
    for mark in completeness.criteria(Proposal.load(initiative)):
        if not mark.decided_by_body and mark.state != "done":
            yield Problem(
                f"{mark.criterion.code} {mark.criterion.name}: inte uppfyllt", mark.anchor
            )


def directive_is_complete(initiative: Any, context: Context) -> Iterator[Problem]:
    """Direktivets alla delar är skrivna och minst ett mått hör till en indikator."""
    from initiatives.directive import problems_of

    directive = context.data.get("directive")
    if directive is None or directive.initiative_id != initiative.pk:
        yield Problem("Det finns inget direktiv att lämna.")
    else:
        yield from problems_of(directive)


def shows_latest_directive(initiative: Any, context: Context) -> Iterator[Problem]:
    """Versionen som visas är den senast lämnade."""
    from initiatives.directive import latest_submitted

    latest = latest_submitted(initiative)
    if latest is None or latest.edition != context.data.get("edition"):
        yield Problem("Direktivet har ändrats sedan du öppnade det.")


def has_reply(need: Any, _context: Context) -> Iterator[Problem]:
    """Ett svar till avsändaren är skrivet."""
    if not need.reply.strip():
        yield Problem("Skriv ett svar till den som lämnade behovet.", "reply")


def belongs_to_an_area(need: Any, _context: Context) -> Iterator[Problem]:
    """Behovet hör till ett målområde eller fokusområde, om länet har några."""
    if need.goal_areas.exists() or need.focus_areas.exists():
        return
    if FocusArea.objects.exists():
        yield Problem("Välj minst ett fokusområde eller målområde.", "focus_areas")
    elif GoalArea.objects.exists():
        yield Problem("Välj minst ett målområde.", "goal_areas")


def names_existing_work(need: Any, _context: Context) -> Iterator[Problem]:
    """Det arbete som redan pågår är angivet."""
    if need.existing_project_id is None:
        yield Problem("Välj vilket arbete som redan pågår.", "existing_project")


def names_other_need(need: Any, _context: Context) -> Iterator[Problem]:
    """Det andra behovet är angivet."""
    if need.merged_into_id is None:
        yield Problem("Välj vilket behov det sammanförs med.", "merged_into")
    elif need.merged_into_id == need.pk:
        yield Problem("Ett behov kan inte sammanföras med sig självt.", "merged_into")


def names_who_handles(need: Any, _context: Context) -> Iterator[Problem]:
    """Den som tar hand om behovet lokalt är angiven."""
    if not need.handled_by.exists():
        yield Problem(
            "Välj vilken eller vilka organisationer som tar hand om behovet.", "handled_by"
        )
