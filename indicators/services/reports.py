"""Reports per goal area: ordered by a steward, made by the worker, published by a steward."""

import hashlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from county.models import GoalArea, User
from foundation import outbox
from foundation.errors import NotAllowed, Problem, Refused
from foundation.publishing import touch
from foundation.text.dates import today
from foundation.workflow import apply
from indicators.models import GoalAreaReport, Indicator
from indicators.rules import steward
from indicators.workflow import REPORT

EVENT = "indicators.report"
FIRST_YEAR = 2000
State = GoalAreaReport.State


@transaction.atomic
def order_report(*, goal_area: GoalArea, year: int, actor: User) -> GoalAreaReport:
    """Have a new edition made. Raises NotAllowed, or Refused with the field to mend."""
    if not steward(actor):
        raise NotAllowed("Rapporter beställs av den som förvaltar länets indikatorer.")
    problems = []
    if not FIRST_YEAR <= year <= today().year:
        problems.append(Problem(f"Välj ett år från {FIRST_YEAR} till {today().year}.", "year"))
    if not Indicator.objects.filter(goal_area=goal_area).exists():
        problems.append(Problem(f"”{goal_area}” har inga indikatorer att berätta om.", "goal_area"))
    same = GoalAreaReport.objects.filter(goal_area=goal_area, year=year)
    if same.filter(state=State.ORDERED).exists():
        problems.append(Problem("En utgåva är redan beställd och görs just nu.", "year"))
    if problems:
        raise Refused("Rapporten är inte beställd. Rätta det som listas.", problems)
    latest = same.order_by("-edition").values_list("edition", flat=True).first() or 0
    try:
        with transaction.atomic():
            report = GoalAreaReport.objects.create(
                goal_area=goal_area,
                year=year,
                edition=latest + 1,
                asked_by=actor,
                asked_at=timezone.now(),
                changed_by=actor,
                changed_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Refused(
            "Någon annan beställde samma rapport just nu.",
            [Problem("Någon annan beställde samma rapport just nu.", "year")],
        ) from error
    outbox.enqueue(EVENT, str(report.pk))
    return report


def make_report(report_id: int) -> None:
    """Render an ordered edition and keep its bytes, once. Done in the worker.

    The figures are those of the moment it is made; the file says which moment.
    """
    report = GoalAreaReport.objects.select_related("goal_area").get(pk=report_id)
    if report.state != State.ORDERED:
        return
    # Only the worker draws and sets: the web's processes need not carry what that takes.
    from indicators.reporting import document

    made_at = timezone.now()
    made = document.render(report, made_at=made_at)
    with transaction.atomic():
        kept = GoalAreaReport.objects.select_for_update().get(pk=report_id)
        if kept.state != State.ORDERED:
            return
        fresh = apply(REPORT, kept, "make", actor=None)
        fresh.content = made.content
        fresh.size = len(made.content)
        fresh.sha256 = hashlib.sha256(made.content).hexdigest()
        fresh.synthetic = made.synthetic
        fresh.made_at = made_at
        fresh.save()


@transaction.atomic
def move_report(
    *, report_id: int, key: str, version: int | None, actor: Any, reason: str = ""
) -> GoalAreaReport:
    """Publish or withdraw an edition. Publishing replaces the edition that was public."""
    report = GoalAreaReport.objects.select_related("goal_area").get(pk=report_id)
    if key == "publish" and steward(actor):
        earlier = GoalAreaReport.objects.select_for_update().filter(
            goal_area=report.goal_area_id, year=report.year, state=State.PUBLISHED
        )
        for each in earlier:
            apply(REPORT, each, "replace", actor=actor)
    moved = apply(REPORT, report, key, actor=actor, version=version, reason=reason)
    touch("reports")
    return moved
