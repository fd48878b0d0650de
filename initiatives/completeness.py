"""What is missing before a proposal can be handed in, and how far each criterion has come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from county.context import current
from county.models import Criterion
from county.terms import phrase
from foundation.errors import Problem
from foundation.text.lists import listed
from foundation.text.numbers import number
from initiatives.answers import Instead, alternative
from initiatives.conditions import is_asked, is_required, lifted_columns
from initiatives.models import TemplateField
from initiatives.proposal import Proposal, criteria_of, register_of
from initiatives.rows import problems_of_rows, problems_of_sums
from initiatives.states import ENDED, JOINT

Kind = TemplateField.Kind


DECISION = "beslut av {steering_body:d}"


@dataclass(frozen=True)
class CriterionMark:
    """How far a criterion has come.

    `anchor` is the code of the first field to write in, `remains` the codes of those that do not
    hold yet. One that is `decided_by_body` is met by the body's yes and by nothing before it.
    """

    criterion: Criterion
    state: Literal["done", "current", "coming"]
    anchor: str
    decided_by_body: bool
    remains: tuple[str, ...] = ()
    ended: bool = False

    @property
    def note(self) -> str:
        """What remains, in words; nothing when the criterion is met."""
        if self.state == "done":
            return ""
        if self.ended:
            return "Uppfylldes inte"
        left = [*self.remains, *([phrase(DECISION)] if self.decided_by_body else [])]
        return f"Återstår: {listed(left)}"


def missing(proposal: Proposal) -> list[Problem]:
    """Every required field that is empty or does not hold, in the template's order."""
    return [problem for field in proposal.fields for problem in problems_of(proposal, field)]


def problems_of(proposal: Proposal, field: TemplateField) -> Iterator[Problem]:
    """What one field needs. A field that is not required is only tried when it is filled in."""
    if not is_asked(proposal, field):
        return
    if proposal.is_empty(field):
        if is_required(proposal, field) and not _has_nothing_to_choose(proposal, field):
            yield Problem(f"{field.code} {field.name} saknas", field.code)
        return
    value, instead = proposal.value(field), proposal.instead(field)
    if instead is not None:
        for words in _instead(field, instead, value):
            yield Problem(f"{field.code} {field.name}: {words}", field.code)
    elif field.kind == Kind.ROWS:
        lifted = lifted_columns(proposal, field)
        for words in problems_of_rows(field, value, lifted, proposal.known):
            yield Problem(f"{field.code}: {words}", field.code)
        for words in problems_of_sums(field, value):
            yield Problem(f"{_criterion_code(field)}: {words}", field.code)
    else:
        for words in _TRIALS.get(field.kind, _nothing)(field, value):
            yield Problem(f"{field.code} {field.name}: {words}", field.code)


def criteria(proposal: Proposal) -> list[CriterionMark]:
    """Each criterion of the county that the template shows, in order, with its state."""
    fields: dict[int, list[TemplateField]] = {}
    known: dict[int, Criterion] = {}
    for field in proposal.fields:
        for criterion in criteria_of(field):
            known[criterion.pk] = criterion
            fields.setdefault(criterion.pk, []).append(field)
    ordered = sorted(known.values(), key=lambda each: (each.order, each.code))
    return [_mark_of(proposal, each, fields[each.pk]) for each in ordered]


def share_done(proposal: Proposal, fields: list[TemplateField]) -> tuple[int, int]:
    """How many of the fields that are asked and count are answered: (answered, counted)."""
    counted = [
        field
        for field in fields
        if field.requirement != TemplateField.Requirement.OPTIONAL and is_asked(proposal, field)
    ]
    return sum(not proposal.is_empty(field) for field in counted), len(counted)


def _mark_of(
    proposal: Proposal, criterion: Criterion, fields: list[TemplateField]
) -> CriterionMark:
    bad = [field for field in fields if any(problems_of(proposal, field))]
    begun = any(not proposal.is_empty(field) for field in fields)
    by_body = criterion.met_at == Criterion.MetAt.DECISION
    met = proposal.initiative.state in JOINT if by_body else begun and not bad
    return CriterionMark(
        criterion,
        "done" if met else "current" if begun else "coming",
        anchor=(bad or fields)[0].code,
        decided_by_body=by_body,
        remains=tuple(field.code for field in bad),
        ended=proposal.initiative.state in ENDED,
    )


def _criterion_code(field: TemplateField) -> str:
    """The code of the criterion that the field shows, when it is one, otherwise the field's."""
    codes = [criterion.code for criterion in criteria_of(field)]
    return codes[0] if len(codes) == 1 else field.code


def _has_nothing_to_choose(proposal: Proposal, field: TemplateField) -> bool:
    """True when the county has no such rows at all, so that nobody can be asked to choose."""
    chooses = field.kind in {Kind.RELATION, Kind.RELATIONS}
    return chooses and register_of(field) in proposal.known.unused


def _nothing(_field: TemplateField, _value: Any) -> Iterator[str]:
    yield from ()


def _text(field: TemplateField, value: str) -> Iterator[str]:
    length = len(value.strip())
    least, most = field.limits.get("min_length") or 0, field.limits.get("max_length")
    if length < least:
        yield f"skriv minst {number(least)} tecken, nu är det {number(length)}"
    if most is not None and length > most:
        yield f"skriv högst {number(most)} tecken, nu är det {number(length)}"


def _several(field: TemplateField, value: tuple[Any, ...]) -> Iterator[str]:
    least = field.limits.get("min_items") or 0
    if field.target == "principals":
        county = current()
        least = county.min_principals if county else least
    if len(value) < least:
        yield f"välj minst {number(least)}, nu är det {number(len(value))}"


def _choice(field: TemplateField, value: str) -> Iterator[str]:
    if value in (field.limits.get("refused") or ()):
        yield "svaret räcker inte för att skicka in"


def _instead(field: TemplateField, instead: Instead, value: Any) -> Iterator[str]:
    """«Ingen, därför att …» needs its reason, and nothing filled in beside it."""
    words = alternative(field) or {}
    label, least = words.get("label", ""), words.get("min_length") or 1
    if not instead.reason:
        yield f"fyll i ”{words.get('reason', '')}” när ”{label}” är ikryssat"
    elif len(instead.reason) < least:
        yield f"skriv minst {number(least)} tecken i ”{words.get('reason', '')}”"
    if value:
        yield f"ta bort det som är ifyllt, eller kryssa ur ”{label}”"


_TRIALS: dict[str, Callable[[TemplateField, Any], Iterator[str]]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.RELATIONS: _several,
    Kind.CHOICE: _choice,
}
