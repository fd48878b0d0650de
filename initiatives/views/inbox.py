"""The inbox: what has been handed in and waits to be read and taken up."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county import rules as county_rules
from foundation.pages import page_of
from initiatives.access import for_list
from initiatives.models import Initiative
from initiatives.rules import serves_the_process
from initiatives.thread import waited_days

WAITING = (Initiative.State.SUBMITTED, Initiative.State.NEEDS_COMPLETION)


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Received initiatives, the one that has waited longest first."""
    if not serves_the_process(request.user):
        raise PermissionDenied
    found = for_list(request.user).filter(state__in=WAITING).order_by("received_at", "pk")
    page = page_of(request, found)
    rows = [(each, waited_days(each)) for each in page]
    return render(
        request,
        "initiatives/work/inbox.html",
        {"page": page, "rows": rows, "receives": county_rules.receives(request.user)},
    )
