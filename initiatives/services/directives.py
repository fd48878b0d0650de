"""Writing the directive and handing it in, version by version."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from county.models import User
from foundation.errors import NotAllowed, Refused, WrongState
from foundation.publishing import touch
from foundation.text.personnummer import find_personnummer
from foundation.versions import lock
from foundation.workflow import apply
from indicators.models import Measure
from initiatives import rules
from initiatives.directive import PARTS, measures_named, prefilled
from initiatives.models import Directive, Initiative
from initiatives.services.moves import move
from initiatives.services.writing import next_version
from initiatives.workflow import DIRECTIVE


@transaction.atomic
def begin_directive(*, initiative_id: int, actor: User) -> Directive:
    """The draft to write on: the open one, or a new edition from the returned or the proposal."""
    initiative = _writable(initiative_id, actor)
    newest = initiative.directives.order_by("-edition").first()
    if newest is not None and newest.state == Directive.State.DRAFT:
        return newest
    draft = Directive.objects.create(
        initiative=initiative,
        edition=newest.edition + 1 if newest else 1,
        content=dict(newest.content) if newest else prefilled(initiative),
        written_by=actor,
        changed_by=actor,
        changed_at=timezone.now(),
    )
    draft.measures.set(newest.measures.all() if newest else measures_named(initiative))
    return draft


@transaction.atomic
def save_directive(
    *,
    initiative_id: int,
    version: int | None,
    content: Mapping[str, str],
    measures: Sequence[Measure],
    actor: User,
) -> Directive:
    """Write on the draft; half-written is fine. Raises StaleVersion, NotAllowed or Refused."""
    draft = begin_directive(initiative_id=initiative_id, actor=actor)
    draft = lock(Directive, draft.pk, version=version)
    known = {part.key for part in PARTS}
    if any(find_personnummer(str(text)) for text in content.values()):
        raise Refused("Ta bort personnumret: här får inga uppgifter om enskilda personer stå.")
    draft.content = draft.content | {key: text for key, text in content.items() if key in known}
    draft.written_by = actor
    next_version(draft, actor)
    draft.save()
    draft.measures.set(measures)
    return draft


@transaction.atomic
def hand_in_directive(*, initiative_id: int, version: int | None, actor: User) -> Directive:
    """Hand the draft in as a version that can no longer be changed, for the body to approve."""
    initiative = _writable(initiative_id, actor)
    draft = initiative.directives.filter(state=Directive.State.DRAFT).first()
    if draft is None:
        raise WrongState("Det finns inget utkast till direktiv att lämna.")
    draft = lock(Directive, draft.pk, version=version)
    move(initiative_id, "hand_in_directive", actor=actor, data={"directive": draft})
    draft.submitted_at = timezone.now()
    draft.save(update_fields=["submitted_at"])
    draft = apply(DIRECTIVE, draft, "hand_in", actor=actor)
    if initiative.published_at:
        touch("initiatives", f"initiative:{initiative.pk}", "roadmap")
    return draft


def _writable(initiative_id: int, actor: User) -> Initiative:
    initiative = lock(Initiative, initiative_id, version=None)
    if not rules.in_lead_body(actor, initiative):
        raise NotAllowed("Bara gruppen som leder uppdraget skriver direktivet.")
    if not rules.can_write_directive(actor, initiative):
        raise WrongState("Direktivet kan inte ändras i det här läget.")
    return initiative
