"""Starting, writing and preparing a proposal."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from county.access import acting
from county.models import Body, User
from county.rules import proposes
from foundation.errors import NotAllowed, Problem, Refused
from foundation.text.personnummer import find_personnummer
from foundation.versions import lock
from initiatives import rules
from initiatives.answers import unpack
from initiatives.models import Initiative, Need, ProposalTemplate, ReadyNote, TemplateField
from initiatives.proposal import COLUMNS, PEOPLE_AND_BODIES, RELATIONS, Proposal
from initiatives.registers import REGISTERS
from initiatives.services.moves import move
from initiatives.services.writing import in_the_name_of, next_version, recorded_with_the_save

ALWAYS = ("title", "originating_body")
"""What an initiative is never without."""


@transaction.atomic
def start_initiative(
    *, title: str, originating_body: Body, actor: User, needs: Sequence[Need] = ()
) -> Initiative:
    """Start a draft on behalf of a body, on the county's current template.

    From a need, its areas and its words come along. Raises NotAllowed for one who may not
    propose, Refused when the body may not stand behind an initiative or no template exists.
    """
    if not proposes(actor):
        raise NotAllowed("Du har inte rätt att påbörja ett initiativ.")
    if not REGISTERS["originating_body"].rows().filter(pk=originating_body.pk).exists():
        problem = Problem("Välj en grupp som kan stå bakom initiativ.", "originating_body")
        raise Refused(problem.message, [problem])
    template = ProposalTemplate.objects.filter(is_current=True).order_by("-edition").first()
    if template is None:
        raise Refused("Länet har ingen mall för initiativ än.")
    initiative = Initiative(
        title=title.strip(),
        template=template,
        originating_body=originating_body,
        organisation_id=_organisation_of(actor),
        author=actor,
        contact=actor,
        changed_by=actor,
        changed_at=timezone.now(),
    )
    in_the_name_of(initiative, actor)
    _start_from(initiative, needs)
    initiative.save()
    initiative.needs.set(needs)
    initiative.goal_areas.set({area for need in needs for area in need.goal_areas.all()})
    initiative.focus_areas.set({area for need in needs for area in need.focus_areas.all()})
    return initiative


@transaction.atomic
def save_section(
    *, initiative_id: int, version: int | None, answers: Mapping[str, Any], actor: User
) -> Initiative:
    """Write answers by field code. Half-filled is always fine; what is not named is left alone.

    Raises StaleVersion when somebody else has written since, NotAllowed for one who may not
    write now or for fields that are locked, Refused for a personal identity number.
    """
    initiative = lock(Initiative, initiative_id, version=version)
    if not rules.can_edit_initiative(actor, initiative):
        raise NotAllowed("Du kan inte ändra i initiativet i det här läget.")
    if initiative.state == Initiative.State.NEEDS_COMPLETION:
        locked = set(answers) - set(initiative.completion_fields)
        if locked:
            raise NotAllowed(f"{min(locked)} är låst: bara det som ska kompletteras kan ändras.")
    fields = {field.code: field for field in Proposal.load(initiative).fields}
    _stop_personnummer(answers, fields)
    relations = _write(initiative, answers, fields)
    with recorded_with_the_save(initiative):
        for target, keys in relations.items():
            getattr(initiative, target).set(keys)
    next_version(initiative, actor)
    initiative.save()
    return initiative


def send_to_preparation(*, initiative_id: int, version: int | None, actor: User) -> Initiative:
    """Hand the draft to the bodies that prepare it."""
    return move(initiative_id, "send_to_preparation", actor=actor, version=version)


def return_to_author(
    *, initiative_id: int, version: int | None, reason: str, actor: User
) -> Initiative:
    """Give the draft back with what remains to be done."""
    return move(initiative_id, "return_to_author", actor=actor, version=version, reason=reason)


@transaction.atomic
def note_ready(*, initiative_id: int, version: int | None, actor: User) -> Initiative:
    """Note that the actor's preparing bodies have done their part (Färdigberett)."""
    initiative = lock(Initiative, initiative_id, version=version)
    if not rules.can_note_ready(actor, initiative):
        raise NotAllowed(
            "Bara en grupp som bereder initiativet kan notera att det är färdigberett."
        )
    mine = initiative.preparing_bodies.filter(pk__in=acting(actor).body_ids)
    for body in mine:
        ReadyNote.objects.get_or_create(
            initiative=initiative, body=body, defaults={"noted_by": actor}
        )
    return initiative


def _organisation_of(actor: User) -> int | None:
    homes = sorted(rules.home_organisations(actor))
    return homes[0] if homes else None


def _start_from(initiative: Initiative, needs: Sequence[Need]) -> None:
    if not needs:
        return
    field = _need_field(initiative.template)
    if field is not None:
        initiative.answers = {field.code: "\n\n".join(need.text for need in needs)}


def _need_field(template: ProposalTemplate) -> TemplateField | None:
    links = TemplateField.objects.filter(section__template=template, target="needs").first()
    if links is None:
        return None
    return (
        TemplateField.objects.filter(section=links.section_id, kind=TemplateField.Kind.LONG_TEXT)
        .order_by("order", "code")
        .first()
    )


def _write(
    initiative: Initiative, answers: Mapping[str, Any], fields: Mapping[str, TemplateField]
) -> dict[str, Any]:
    """Put the answers on the row; return those that are relations to many, to set afterwards."""
    relations = {}
    kept = dict(initiative.answers)
    for code, value in answers.items():
        field = fields.get(code)
        if field is None:
            raise Refused(f"Mallen har inget fält {code}.")
        if field.target in RELATIONS:
            relations[field.target] = value or []
        elif field.target in ALWAYS and not value:
            raise Refused(
                f"{code} {field.name} kan inte vara tomt.",
                [Problem(f"{code} {field.name} kan inte vara tomt.", code)],
            )
        elif field.target in PEOPLE_AND_BODIES:
            setattr(initiative, f"{field.target}_id", int(value) if value else None)
        elif field.target in COLUMNS:
            setattr(initiative, field.target, value or "")
        else:
            kept[code] = value
    initiative.answers = kept
    return relations


def _stop_personnummer(answers: Mapping[str, Any], fields: Mapping[str, TemplateField]) -> None:
    problems = []
    for code, value in answers.items():
        stored = unpack(value)
        texts = [each for each in (stored.value, stored.reason) if isinstance(each, str)]
        if isinstance(stored.value, list):
            rows = [row for row in stored.value if isinstance(row, dict)]
            texts += [str(cell) for row in rows for cell in row.values()]
        found = [number for text in texts for number in find_personnummer(text)]
        if found and code in fields:
            problems.append(
                Problem(
                    f"{code} {fields[code].name}: ta bort personnumret ({', '.join(found)}).", code
                )
            )
    if problems:
        raise Refused("Här får inga uppgifter om enskilda personer stå.", problems)
