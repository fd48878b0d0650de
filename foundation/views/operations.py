"""For operators: what waits in the outbox, what was given up, and mail in doubt."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation import mail, outbox
from foundation.access import is_operator
from foundation.errors import NotAllowed, WrongState
from foundation.models import OutboxEvent, OutgoingMail, PublishedPage
from foundation.pages import Crumb, page_of

SHOWN = 20


@login_required
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """What needs a person, first; then what waits and will be done without one."""
    _only_operators(request.user)
    waiting = outbox.waiting()
    dead = page_of(request, outbox.dead().order_by("-dead_at"))
    uncertain = list(mail.uncertain()[:SHOWN])
    context = {
        "crumbs": [Crumb("Arbetsyta", "/arbete/"), Crumb("Drift")],
        "dead": dead,
        "uncertain": uncertain,
        "needs_person": dead.paginator.count + len(uncertain),
        "waiting": list(waiting.order_by("due_at", "pk")[:SHOWN]),
        "waiting_count": waiting.count(),
        "stale_pages": PublishedPage.objects.filter(stale_since__isnull=False).count(),
    }
    return render(request, "operations/operations.html", context)


@login_required
@require_POST
def retry_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a dead event again."""
    _only_operators(request.user)
    event = get_object_or_404(OutboxEvent, pk=pk)
    if not outbox.retry(event):
        raise WrongState("Händelsen är inte längre uppgiven. Någon annan hann före.")
    messages.success(request, f"Händelsen {event} görs om nu.")
    return redirect("operations")


@login_required
@require_POST
def settle_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message in doubt again, or settle that it arrived."""
    _only_operators(request.user)
    message = get_object_or_404(OutgoingMail, pk=pk)
    again = "igen" in request.POST
    settled = mail.send_again(message) if again else mail.mark_sent(message)
    if not settled:
        raise WrongState("Meddelandet är inte längre ovisst. Någon annan hann före.")
    done = "skickas igen" if again else "är markerat som skickat"
    messages.success(request, f"Meddelandet till {message.recipient} {done}.")
    return redirect("operations")


def _only_operators(user: Any) -> None:
    if not is_operator(user):
        raise NotAllowed("Sidan är för den som sköter driften.")
