"""Confirming a step of the process."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from county.access import acting
from county.terms import phrase
from foundation.errors import DomainError, NotAllowed, Problem, StaleVersion, WrongState
from foundation.text.lists import listed
from foundation.workflow import Transition
from initiatives import services
from initiatives.access import readable
from initiatives.forms.steps import step_form
from initiatives.models import Initiative
from initiatives.proposal import Proposal
from initiatives.views.links import KEYS, field_link
from initiatives.workflow import INITIATIVE

SERVICES: dict[str, Any] = {
    "send_to_preparation": services.send_to_preparation,
    "return_to_author": services.return_to_author,
    "submit": services.submit,
    "request_completion": services.request_completion,
    "resubmit": services.resubmit,
    "resubmit_remitted": services.resubmit_remitted,
    "withdraw": services.withdraw,
}

EXPLANATIONS = {
    "send_to_preparation": "Gruppen kan läsa och komplettera texten. Du kan fortsätta skriva.",
    "return_to_author": "Författaren skriver vidare, och gruppen läser igen när den kommer åter.",
    "submit": "Texten låses, får datum för när den kom in och blir en allmän handling. Sedan "
    "väntar den på att tas upp på ett möte.",
    "request_completion": "Det är inget beslut. Författaren får veta vad som saknas, och bara "
    "fälten du väljer går att ändra.",
    "resubmit": "Texten låses igen och blir en ny version.",
    "resubmit_remitted": "Texten låses igen och blir en ny version.",
    "withdraw": "Initiativet avslutas. Det som redan har kommit in finns kvar hos mottagaren, och "
    "återkallelsen diarieförs i samma ärende.",
}

DONE = {
    "send_to_preparation": "Skickat till beredning.",
    "return_to_author": "Initiativet är tillbaka hos författaren.",
    "submit": "Initiativet är inskickat.",
    "request_completion": "Komplettering är begärd.",
    "resubmit": "Initiativet är inskickat igen.",
    "resubmit_remitted": "Initiativet är inskickat igen.",
    "withdraw": "Initiativet är återkallat.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Ask before a step is taken, and take it. The body's own steps are always refused here."""
    initiative = readable(request, pk)
    key = KEYS.get(word)
    if key is None:
        raise Http404
    row = INITIATIVE[key]
    if row.hidden or not row.who(request.user, initiative):
        raise NotAllowed(f"Du har inte rätt att välja ”{phrase(row.label)}”.")
    if initiative.state not in row.sources:
        state = phrase(str(initiative.get_state_display()))
        raise WrongState(f"Det går inte att välja ”{phrase(row.label)}” när läget är ”{state}”.")
    if request.method != "POST":
        return _page(request, initiative, row, step_form(initiative, key))
    form = step_form(initiative, key, request.POST)
    if not form.is_valid():
        return _page(request, initiative, row, form, status=422)
    data = dict(form.cleaned_data)
    try:
        SERVICES[key](initiative_id=pk, actor=request.user, **data)
    except StaleVersion as error:
        again = request.POST.copy()
        again["version"] = str(initiative.version)
        form = step_form(initiative, key, again)
        return _page(request, initiative, row, form, conflict=error, status=409)
    except DomainError as error:
        links = _linked(initiative, error)
        return _page(request, initiative, row, form, problems=links, status=error.status)
    messages.success(request, DONE[key])
    return redirect("initiative_work", pk=pk)


@login_required
@require_POST
def ready(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the group's part is done."""
    initiative = readable(request, pk)
    services.note_ready(
        initiative_id=initiative.pk,
        version=None,
        actor=request.user,  # type: ignore[arg-type]
    )
    bodies = [b.name for b in initiative.preparing_bodies.all() if b.pk in _mine(request)]
    messages.success(request, f"Noterat: färdigberett av {listed(bodies)}.")
    return redirect("initiative_work", pk=pk)


def _mine(request: HttpRequest) -> frozenset[int]:
    return acting(request.user).body_ids


def _linked(initiative: Initiative, error: DomainError) -> list[Problem]:
    proposal = Proposal.load(initiative)
    return [
        Problem(each.message, field_link(proposal, each.field) or each.field)
        for each in error.problems
    ]


def _page(
    request: HttpRequest,
    initiative: Initiative,
    row: Transition,
    form: Any,
    *,
    problems: list[Problem] | None = None,
    conflict: StaleVersion | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "title": f"{phrase(row.label)}?",
        "text": EXPLANATIONS[row.key],
        "form": form,
        "problems": problems or [],
        "conflict": conflict,
        "submit_label": phrase(row.label),
        "stop": row.key == "withdraw",
        "cancel_url": reverse("initiative_work", args=[initiative.pk]),
    }
    return render(request, "initiatives/work/step.html", context, status=status)
