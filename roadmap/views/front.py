"""The roadmap page: three questions, the drawn timeline, the goal areas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from county.models import County, Vision
from foundation.publishing import published
from foundation.text.dates import today
from roadmap.answers import how_it_goes, how_the_plan_looks, what_is_done
from roadmap.reads import goal_areas_with_indicators
from roadmap.timeline import draw


@published("county", "roadmap", "initiatives", "indicators", "clock")
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The three questions with their answers, the drawing, and the goal areas."""
    county = get_object_or_404(County)
    day = today()
    return render(
        request,
        "roadmap/front.html",
        {
            "county": county,
            "vision": Vision.objects.first(),
            "going": how_it_goes(),
            "done": what_is_done(),
            "ahead": how_the_plan_looks(county, day),
            "drawing": draw(county, day),
            "goal_areas": goal_areas_with_indicators(),
        },
    )
