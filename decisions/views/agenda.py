"""The page of one meeting: its agenda, and what can be taken up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from decisions import services
from decisions.forms import TakeUpForm
from decisions.forms.attendance import seat_label
from decisions.models import AgendaItem, Meeting
from decisions.rules import diarises, holds_meeting, plans_meetings, records_at
from decisions.services.agenda import is_late
from decisions.views.access import access_item, access_meeting, crumbs, meeting_name, posted_version
from foundation.errors import DomainError, NotAllowed, Problem
from foundation.forms import ConfirmForm
from foundation.text.dates import today
from initiatives.models import Initiative

PLANNED, OPEN = Meeting.State.PLANNED, Meeting.State.OPEN


@login_required
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda."""
    return _page(request, access_meeting(request.user, pk))


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a matter on the agenda. A refusal shows the agenda again with what was typed."""
    found = access_meeting(request.user, pk)
    form = TakeUpForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    try:
        item = services.put_on_agenda(
            meeting_id=pk,
            initiative_id=form.cleaned_data["initiative"],
            urgent_reason=form.cleaned_data["urgent_reason"],
            version=form.cleaned_data["version"],
            actor=request.user,
        )
    except DomainError as error:
        if error.status == 403:  # noqa: PLR2004 - the page for those without the right
            raise
        return _page(
            request, access_meeting(request.user, pk), form=form, problems=_at(error, form),
            status=error.status,
        )  # fmt: skip
    messages.success(request, f"”{item.initiative}” står nu som § {item.paragraph}.")
    return redirect("meeting", pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """Let a matter change places with the one before or after."""
    item = access_item(request.user, pk, paragraph)
    direction: Any = "up" if request.POST.get("direction") == "up" else "down"
    services.move_item(
        item_id=item.pk, direction=direction, version=posted_version(request), actor=request.user
    )
    return redirect("meeting", pk)


@login_required
@require_POST
def renew(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """Let the item name the newest version of its directive."""
    item = access_item(request.user, pk, paragraph)
    item = services.renew_directive(
        item_id=item.pk, version=posted_version(request), actor=request.user
    )
    edition = item.directive.edition if item.directive else ""
    messages.success(request, f"§ {paragraph} gäller nu direktivets version {edition}.")
    return redirect("matter", pk, paragraph)


@login_required
def strike(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """Take a matter off the agenda, after a question."""
    item = access_item(request.user, pk, paragraph)
    if not plans_meetings(request.user):
        raise NotAllowed("Du har inte rätt att ändra föredragningslistan.")
    form = ConfirmForm(request.POST or None, initial={"version": item.meeting.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.take_off_agenda(
                item_id=item.pk, version=form.cleaned_data["version"], actor=request.user
            )
        except DomainError as error:
            if error.status == 403:  # noqa: PLR2004 - the page for those without the right
                raise
            form.add_problems(error.problems)
            status = error.status
        else:
            messages.success(request, f"”{item.initiative}” står inte längre på listan.")
            return redirect("meeting", pk)
    context = {
        "form": form,
        "title": f"Stryka § {paragraph} från föredragningslistan?",
        "text": f"”{item.initiative}” kan sedan tas upp på ett annat möte.",
        "submit_label": "Stryk ärendet",
        "cancel_url": f"/arbete/moten/{pk}/",
        "crumbs": crumbs(item.meeting, f"Stryk § {paragraph}"),
    }
    return render(request, "components/confirm_page.html", context, status=status)


def _page(
    request: HttpRequest,
    found: Meeting,
    *,
    form: TakeUpForm | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    items = list(found.items.for_agenda())
    may_plan = plans_meetings(request.user) and found.state != Meeting.State.CLOSED
    present = list(found.attendance.all())
    context = {
        "meeting": found,
        "name": meeting_name(found),
        "items": items,
        "present": present,
        "absent": _absent(found, present),
        "waiting": _waiting() if may_plan else [],
        "form": form,
        "problems": problems,
        "late": is_late(found),
        "day_has_come": found.held_on <= today(),
        "may_plan": may_plan,
        "may_hold": holds_meeting(request.user, found),
        "may_record": records_at(request.user, found) and found.state == OPEN,
        "may_register": diarises(request.user),
        "undecided": sum(not hasattr(item, "decision") for item in items),
        "unregistered": sum(
            hasattr(item, "decision") and item.decision.document_id is None for item in items
        ),
        "crumbs": crumbs(found),
    }
    return render(request, "decisions/meeting.html", context, status=status)


def _absent(found: Meeting, present: list[Any]) -> list[tuple[int, str]]:
    """Members who may still come, while the meeting goes on."""
    if found.state != OPEN:
        return []
    here = {each.membership_id for each in present}
    seats = services.members_on_the_day(found)
    return [(seat.pk, seat_label(seat)) for seat in seats if seat.pk not in here]


def _waiting() -> list[Initiative]:
    """What can be taken up: received initiatives and directives handed in, oldest first."""
    standing = AgendaItem.objects.undecided().values("initiative")
    return list(
        Initiative.objects.filter(
            state__in=[Initiative.State.SUBMITTED, Initiative.State.DIRECTIVE_REVIEW]
        )
        .exclude(pk__in=standing)
        .select_related("case", "originating_body")
        .only("title", "state", "received_at", "case__number", "originating_body__name")
        .order_by("received_at", "pk")
    )


def _at(error: DomainError, form: TakeUpForm) -> tuple[Problem, ...]:
    """Problems with the anchor of the row they concern: every row has its own field."""
    row = form.cleaned_data["initiative"]
    return tuple(
        Problem(each.message, f"{each.field}_{row}" if each.field else "")
        for each in error.problems
    )
