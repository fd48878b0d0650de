"""My work: a letter of what waits, composed from all floors."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.rules import assesses_needs, proposes
from foundation.waiting import waiting_for
from initiatives.access import for_list

RECENT = 5


@login_required
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """What waits for me, first; then what I last worked on."""
    waiting = waiting_for(request.user)
    recent = for_list(request.user).of_mine(request.user).order_by("-changed_at", "-pk")[:RECENT]
    return render(
        request,
        "roadmap/work.html",
        {
            "tasks": [item.task for item in waiting],
            "recent": recent,
            "proposes": proposes(request.user),
            "assesses": assesses_needs(request.user),
        },
    )
