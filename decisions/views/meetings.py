"""The list of meetings; plan, change, open and close one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from decisions import services
from decisions.forms import AttendanceForm, MeetingForm
from decisions.models import Meeting
from decisions.rules import holds_meeting, plans_meetings, sees_meetings
from decisions.views.access import access_meeting, crumbs, meeting_name, posted_version
from foundation.errors import DomainError, NotAllowed, WrongState
from foundation.forms import ConfirmForm
from foundation.pages import page_of
from foundation.text.dates import long_date


@login_required
@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings that the person may read, the latest first."""
    if not sees_meetings(request.user):
        raise NotAllowed("Mötena kan läsas av ledamöter och av den som planerar möten.")
    page = page_of(request, Meeting.objects.visible_to(request.user).for_list(), size=30)
    context = {
        "page": page,
        "may_plan": plans_meetings(request.user),
        "crumbs": crumbs(),
    }
    return render(request, "decisions/meeting_list.html", context)


@login_required
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    if not plans_meetings(request.user):
        raise NotAllowed("Du har inte rätt att planera möten.")
    bodies = services.deciding_bodies()
    form = MeetingForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        facts = {key: value for key, value in form.cleaned_data.items() if key != "version"}
        try:
            meeting = services.plan_meeting(**facts, actor=request.user)
        except DomainError as error:
            form.add_problems(error.problems)
        else:
            messages.success(
                request, f"Mötet {long_date(meeting.held_on)} är planerat. Ta upp ärenden här."
            )
            return redirect("meeting", meeting.pk)
    context = {
        "form": form,
        "title": "Planera möte",
        "bodies": bodies,
        "crumbs": crumbs(None, "Planera möte"),
    }
    return render(request, "decisions/meeting_form.html", context, status=_status(form))


@login_required
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change day, time, place or deadline."""
    meeting = access_meeting(request.user, pk)
    if not plans_meetings(request.user):
        raise NotAllowed("Du har inte rätt att ändra möten.")
    form = MeetingForm(request.POST or None, bodies=[], meeting=meeting)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
            try:
                services.change_meeting(meeting_id=pk, **facts, actor=request.user)
            except DomainError as error:
                form.add_problems(error.problems)
                status = error.status
            else:
                messages.success(request, "Mötet är ändrat.")
                return redirect("meeting", pk)
    context = {
        "form": form,
        "title": "Ändra mötet",
        "bodies": [meeting.body],
        "crumbs": crumbs(meeting, "Ändra"),
    }
    return render(request, "decisions/meeting_form.html", context, status=status)


@login_required
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who is present, and open the meeting."""
    meeting = access_meeting(request.user, pk)
    if not holds_meeting(request.user, meeting):
        raise NotAllowed("Mötet öppnas av den som planerar möten eller är mötets sekreterare.")
    seats = services.members_on_the_day(meeting)
    form = AttendanceForm(request.POST or None, seats=seats, initial={"version": meeting.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.open_meeting(
                    meeting_id=pk,
                    present=form.cleaned_data["present"],
                    version=form.cleaned_data["version"],
                    actor=request.user,
                )
            except DomainError as error:
                form.add_problems(error.problems)
                status = error.status
            else:
                messages.success(request, "Mötet är öppnat. Föredragningslistan ligger fast.")
                return redirect("meeting", pk)
    context = {
        "form": form,
        "meeting": meeting,
        "seats": seats,
        "crumbs": crumbs(meeting, "Öppna mötet"),
    }
    return render(request, "decisions/meeting_open.html", context, status=status)


@login_required
@require_POST
def meeting_attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a member who came later."""
    access_meeting(request.user, pk)
    member = request.POST.get("membership", "")
    if not member.isdecimal():
        raise WrongState("Välj vem som har kommit.")
    services.note_late_arrival(
        meeting_id=pk,
        membership_id=int(member),
        version=posted_version(request),
        actor=request.user,
    )
    messages.success(request, "Närvaron är antecknad.")
    return redirect("meeting", pk)


@login_required
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting, after a question."""
    meeting = access_meeting(request.user, pk)
    if not holds_meeting(request.user, meeting):
        raise NotAllowed("Mötet avslutas av den som planerar möten eller är mötets sekreterare.")
    form = ConfirmForm(request.POST or None, initial={"version": meeting.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.close_meeting(
                meeting_id=pk, version=form.cleaned_data["version"], actor=request.user
            )
        except DomainError as error:
            form.add_problems(error.problems)
            status = error.status
        else:
            messages.success(request, "Mötet är avslutat.")
            return redirect("meeting", pk)
    context: dict[str, Any] = {
        "form": form,
        "title": f"Avsluta {meeting_name(meeting).lower()}?",
        "text": "Efter det kan inget mer beslut antecknas vid mötet.",
        "submit_label": "Avsluta mötet",
        "cancel_url": f"/arbete/moten/{pk}/",
        "crumbs": crumbs(meeting, "Avsluta mötet"),
    }
    return render(request, "components/confirm_page.html", context, status=status)


def _status(form: MeetingForm) -> int:
    return 422 if form.errors else 200
