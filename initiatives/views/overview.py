"""One initiative as those who work with it meet it."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from county.access import acting
from foundation.models import StatusChange
from foundation.pages import Mark
from initiatives import completeness, rules
from initiatives.access import readable, with_paper
from initiatives.history import changes_of
from initiatives.models import Directive, Initiative, Submission
from initiatives.proposal import CONCERNED, Proposal
from initiatives.snapshot import changed_codes
from initiatives.texts import readable_fields
from initiatives.thread import work_thread
from initiatives.views.links import button, field_link
from initiatives.workflow import INITIATIVE


@login_required
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The thread, the criteria, what is missing, what one may do, and the proposal itself."""
    initiative: Any = with_paper(request, pk)
    proposal = Proposal.load(initiative)
    may_edit = rules.can_edit_initiative(request.user, initiative)
    changes = list(StatusChange.of(initiative))
    who = {place: each.label for place in CONCERNED if (each := proposal.one(place))}
    context = {
        "initiative": initiative,
        "who": who,
        "steps": work_thread(initiative, changes, author=who["author"]),
        "marks": marks_of(proposal),
        "missing": [
            (problem.message, field_link(proposal, problem.field))
            for problem in completeness.missing(proposal)
        ] if initiative.state in {"draft", "preparing", "needs_completion", "remitted"} else [],
        "sections": [
            {
                "section": section,
                "done": completeness.share_done(proposal, fields),
                "fields": readable_fields(proposal, fields),
            }
            for section, fields in proposal.sections()
        ],
        "may_edit": may_edit,
        "buttons": sorted(
            (button(initiative, row) for row in INITIATIVE.available(request.user, initiative)),
            key=lambda each: each.style,
        ),
        "may_note_ready": _may_note_ready(request, initiative),
        "preparing": _preparing(proposal),
        "contributing": proposal.linked.get("contributing_bodies", ()),
        "asked": _asked(initiative, changes, proposal),
        "submissions": initiative.handed_in,
        "directive": _directive(request, initiative),
    }  # fmt: skip
    return render(request, "initiatives/work/overview.html", context)


@login_required
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what, and what stood there before."""
    initiative = readable(request, pk)
    after = rules.history_from(request.user, initiative)
    found = changes_of(Proposal.load(initiative), after=after, limit=50)
    return render(
        request, "initiatives/work/changes.html", {"initiative": initiative, "changes": found}
    )


@login_required
@require_safe
def submission(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """A version as it was handed in, with what differs from the version before."""
    initiative = readable(request, pk)
    versions = {each.edition: each for each in initiative.submissions.all()}
    found: Submission = versions.get(edition) or get_object_or_404(Submission, pk=None)
    before = versions.get(edition - 1)
    return render(
        request,
        "initiatives/work/submission.html",
        {
            "initiative": initiative,
            "submission": found,
            "versions": sorted(versions),
            "changed": set(changed_codes(before.content, found.content)) if before else set(),
            "before": before,
        },
    )


def marks_of(proposal: Proposal) -> list[Mark]:
    """The criteria as knots, each a link to where the first thing is missing."""
    return [
        Mark(
            f"{each.criterion.code} {each.criterion.name}",
            each.state,
            field_link(proposal, each.anchor),
            each.note,
        )
        for each in completeness.criteria(proposal)
    ]


def _preparing(proposal: Proposal) -> list[tuple[str, datetime | None]]:
    """The preparing bodies by name, each with when it noted that its part was done."""
    initiative: Any = proposal.initiative
    noted: dict[str, datetime] = {}
    if initiative.state == Initiative.State.PREPARING:
        noted = {
            str(each["body_id"]): datetime.fromisoformat(each["noted_at"])
            for each in initiative.noted
        }
    linked = proposal.linked.get("preparing_bodies", ())
    return [(body.label, noted.get(body.key)) for body in linked]


def _may_note_ready(request: HttpRequest, initiative: Initiative) -> bool:
    if not rules.can_note_ready(request.user, initiative):
        return False
    return bool(acting(request.user).body_ids & rules.not_ready(initiative))


def _asked(
    initiative: Initiative, changes: list[StatusChange], proposal: Proposal
) -> dict[str, object] | None:
    """What somebody asks of the writers just now: the reason, the fields, the day."""
    if initiative.state not in {"needs_completion", "remitted", "draft"} or not changes:
        return None
    last = changes[-1]
    return {
        "reason": last.reason,
        "who": last.actor_name,
        "at": last.at,
        "fields": [
            (f"{field.code} {field.name}", field_link(proposal, field.code))
            for field in proposal.fields
            if field.code in initiative.completion_fields
        ],
    }


def _directive(request: HttpRequest, initiative: Any) -> dict[str, object] | None:
    if initiative.state not in {"approved", "directive_review", "trial"}:
        return None
    editions = [
        (each["edition"], Directive.State(each["state"]).label) for each in initiative.editions
    ]
    return {
        "may_write": rules.can_write_directive(request.user, initiative),
        "url": reverse("directive_edit", args=[initiative.pk]),
        "editions": editions,
    }
