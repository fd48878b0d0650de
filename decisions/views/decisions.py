"""A decision at work: not diarised, then its number, then its PDF."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from decisions import services
from decisions.models import Decision
from decisions.rules import diarises
from decisions.services import document
from decisions.views.access import access_decision, access_meeting, crumbs
from diary.services.files import archive_copy
from foundation.errors import DomainError, NotAllowed
from foundation.models import OutboxEvent

LONGEST_DRAFT = 20_000
"""Characters of text that may be set as a PDF while somebody waits for the page."""


@login_required
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as recorded, and where it stands on its way to the register."""
    return _page(request, access_decision(request.user, pk))


@login_required
@require_POST
def diarise(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the decision its number. Twice gives one, and the second is told which."""
    found = access_decision(request.user, pk)
    try:
        registered = services.diarise(decision=found, actor=request.user)
    except NotAllowed:
        raise
    except DomainError as error:
        return _page(request, access_decision(request.user, pk), error=error)
    messages.success(request, f"Beslutet är diariefört som {registered}. PDF:en tas fram.")
    return redirect("decision", pk)


@login_required
@require_safe
@never_cache
def pdf_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that tells of the PDF; asked for again while it is being made."""
    found = access_decision(request.user, pk)
    return render(request, "decisions/_pdf_state.html", _pdf(found) | {"decision": found})


@login_required
@require_safe
@never_cache
def draft_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The document before it has a number, marked as a draft on every page."""
    found = access_decision(request.user, pk)
    if found.document_id or not _short(found):
        raise Http404
    response = HttpResponse(document.render(found), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="utkast.pdf"'
    return response


@login_required
def diarise_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a meeting's decisions: what is about to be registered, then all or nothing."""
    meeting = access_meeting(request.user, pk)
    if not diarises(request.user):
        raise NotAllowed("Bara den som diarieför kan diarieföra beslut.")
    error: DomainError | None = None
    if request.method == "POST":
        try:
            done = services.diarise_meeting(meeting=meeting, actor=request.user)
        except DomainError as refusal:
            error = refusal
        else:
            numbers = ", ".join(str(each) for each in done)
            messages.success(request, f"Diariefört: {numbers}.")
            return redirect("meeting", pk)
    waiting = Decision.objects.filter(item__meeting=meeting).unregistered()
    context = {
        "meeting": meeting,
        "waiting": waiting.select_related("item__initiative__case", "item__meeting"),
        "error": error,
        "crumbs": crumbs(meeting, "Diarieför mötets beslut"),
    }
    status = error.status if error else 200
    return render(request, "decisions/diarise_meeting.html", context, status=status)


def _page(
    request: HttpRequest, found: Decision, *, error: DomainError | None = None
) -> HttpResponse:
    item = found.item
    context = {
        "decision": found,
        "facts": found.facts,
        "item": item,
        "meeting": item.meeting,
        "positions": document.context_of(found)["positions"],
        "may_register": diarises(request.user) and found.document_id is None,
        "may_preview": found.document_id is None and _short(found),
        "error": error,
        "crumbs": crumbs(item.meeting, f"Beslut § {item.paragraph}"),
    }
    status = error.status if error else 200
    return render(request, "decisions/decision.html", context | _pdf(found), status=status)


def _pdf(found: Decision) -> dict[str, object]:
    """Whether the archive copy is there; if not, whether making it has been given up."""
    made = archive_copy(found.document) if found.document else None
    dead = (
        made is None
        and OutboxEvent.objects.filter(
            kind="decision.pdf", key=str(found.pk), dead_at__isnull=False
        ).exists()
    )
    return {"pdf": made, "pdf_failed": dead}


def _short(found: Decision) -> bool:
    return len(str(found.facts)) + len(found.motivation) <= LONGEST_DRAFT
