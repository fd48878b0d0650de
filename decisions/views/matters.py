"""One matter on one screen: read it, take a stand, record what was decided."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from decisions import services
from decisions.forms import DecisionForm, StanceForm
from decisions.models import AgendaItem, Meeting, PreparedStance
from decisions.rules import plans_meetings, records_at
from decisions.services.agenda import check_edition
from decisions.services.brief import Brief
from decisions.views.access import access_item, crumbs
from foundation.errors import DomainError, NotAllowed
from foundation.pages import Mark
from initiatives.directive import shown
from initiatives.errors import NewerDirective


@login_required
def matter(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """The proposal for decision first, three facts, then the stand of one's own huvudman."""
    item = access_item(request.user, pk, paragraph)
    mine = services.represented(request.user, item)
    form = _stance_form(request, item, mine)
    status = 200
    if request.method == "POST":
        if form is None:
            raise NotAllowed("Du företräder ingen av de huvudmän som deltar i ärendet.")
        status = 422
        if form.is_valid():
            try:
                said = services.prepare_stance(item=item, actor=request.user, **form.cleaned_data)
            except DomainError as error:
                form.add_problems(error.problems)
                status = error.status
            else:
                messages.success(request, f"Sparat: {said}. Det går att ändra fram till beslutet.")
                return redirect("matter", pk, paragraph)
    context = _context(request, item) | {
        "form": form,
        "prepared": list(item.prepared.select_related("principal")),
    }
    return render(request, "decisions/matter.html", context, status=status)


@login_required
def decide(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """Record the decision. What was typed stays whatever is refused."""
    item = access_item(request.user, pk, paragraph)
    if not records_at(request.user, item.meeting):
        raise NotAllowed(
            f"Beslut antecknas av ledamöter i {item.meeting.body} eller av mötets sekreterare."
        )
    if request.method != "POST" and hasattr(item, "decision"):
        return redirect("decision", item.decision.pk)
    brief = Brief.of(item.initiative)
    form = DecisionForm(
        request.POST or None,
        item=item,
        prepared=_prepared(item),
        present=set(item.meeting.attendance.values_list("organisation", flat=True)),
        proposed=_proposed(item, brief),
    )
    conflict: DomainError | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                decision = services.record_decision(item=item, actor=request.user, **form.ruling())
            except DomainError as error:
                status = error.status
                if status == 409:  # noqa: PLR2004 - shown above the form, which keeps its text
                    conflict = error
                else:
                    form.add_problems(error.problems)
            else:
                messages.success(
                    request,
                    f"Beslutet om § {paragraph} är antecknat. Det är inte diariefört än.",
                )
                return redirect("decision", decision.pk)
    context = _context(request, item, brief) | {"form": form, "conflict": conflict}
    return render(request, "decisions/decide.html", context, status=status)


def _context(request: HttpRequest, item: AgendaItem, brief: Brief | None = None) -> dict[str, Any]:
    brief = brief or Brief.of(item.initiative)
    paragraphs = list(item.meeting.items.order_by("paragraph").values_list("paragraph", flat=True))
    here = paragraphs.index(item.paragraph)
    return {
        "item": item,
        "meeting": item.meeting,
        "initiative": item.initiative,
        "decision": getattr(item, "decision", None),
        "proposed": _proposed(item, brief),
        "cost": brief.cost,
        "groups": _groups(item),
        "marks": [Mark(f"{m.criterion.code} {m.criterion.name}", m.state) for m in brief.marks],
        "parts": shown(item.directive.content) if item.directive else [],
        "newer": _newer(item),
        "place": here + 1,
        "of": len(paragraphs),
        "before": paragraphs[here - 1] if here else None,
        "after": paragraphs[here + 1] if here + 1 < len(paragraphs) else None,
        "may_record": records_at(request.user, item.meeting)
        and item.meeting.state == Meeting.State.OPEN
        and not hasattr(item, "decision"),
        "may_plan": plans_meetings(request.user),
        "crumbs": crumbs(item.meeting, f"§ {item.paragraph}"),
    }


def _proposed(item: AgendaItem, brief: Brief) -> list[str]:
    if item.directive is not None:
        return [f"att godkänna direktivet, version {item.directive.edition}."]
    return brief.proposed


def _groups(item: AgendaItem) -> list[str]:
    """Who leads; before the decision, the groups that have prepared it."""
    initiative = item.initiative
    if initiative.lead_body:
        return [str(initiative.lead_body)]
    return [str(body) for body in initiative.preparing_bodies.all()]


def _newer(item: AgendaItem) -> int:
    """The number of a newer version of the directive; 0 when there is none."""
    try:
        check_edition(item)
    except NewerDirective as newer:
        return newer.edition
    return 0


def _stance_form(request: HttpRequest, item: AgendaItem, mine: list[Any]) -> StanceForm | None:
    if not mine or hasattr(item, "decision"):
        return None
    prepared = PreparedStance.objects.filter(item=item, principal__in=mine).first()
    return StanceForm(request.POST or None, principals=mine, prepared=prepared)


def _prepared(item: AgendaItem) -> dict[int, services.Stand]:
    return {
        each.principal_id: services.Stand(each.stance, each.note) for each in item.prepared.all()
    }
