"""A goal area and a focus area, each with what steers towards it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from county.models import FocusArea
from foundation.publishing import published
from foundation.text.dates import today
from roadmap.reads import goal_areas_with_indicators, joint_projects, published_initiatives


@published("county", "initiatives", "indicators")
@require_safe
def goal_area(request: HttpRequest, key: str) -> HttpResponse:
    """What the area means, how it is followed, and the initiatives that aim for it."""
    area = get_object_or_404(goal_areas_with_indicators(), key=key)
    return render(
        request,
        "roadmap/goal_area.html",
        {"area": area, "initiatives": published_initiatives().filter(goal_areas=area)},
    )


@published("county", "initiatives", "clock")
@require_safe
def focus_area(request: HttpRequest, key: str) -> HttpResponse:
    """The area's objectives, each with the work that serves it, or the words that none does."""
    area = get_object_or_404(
        FocusArea.objects.select_related("decision", "decision__body"), key=key
    )
    initiatives = list(
        published_initiatives().filter(focus_areas=area).prefetch_related("objectives")
    )
    projects = list(joint_projects().filter(focus_area=area))
    objectives = [
        (
            objective,
            [each for each in initiatives if objective in each.objectives.all()],
            [each for each in projects if each.objective_id == objective.pk],
        )
        for objective in area.objectives.all()
    ]
    return render(
        request,
        "roadmap/focus_area.html",
        {
            "area": area,
            "is_valid": area.is_valid_on(today()),
            "objectives": objectives,
            "others": [each for each in projects if each.objective_id is None],
            "purposes": area.purposes.splitlines(),
        },
    )
