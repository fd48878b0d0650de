"""The färdplan's content, the steering documents, and a year's results."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county import models
from foundation.publishing import published
from foundation.text.dates import today
from roadmap.answers.done import is_partial


@published("county", "clock")
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Vision, målbild, shifts, principles, focus areas, editions and who decided them."""
    editions = models.RoadmapEdition.objects.select_related("document").prefetch_related(
        "areas", "approvals__step__body"
    )
    required = models.ApprovalStep.objects.filter(required=True).count()
    shown = [
        (edition, sum(each.step.required for each in edition.approvals.all()) >= required)
        for edition in editions
    ]
    in_force = next((edition for edition, approved in shown if approved), None)
    return render(
        request,
        "roadmap/plan.html",
        {
            "vision": models.Vision.objects.select_related("document").first(),
            "goal_image": models.GoalImage.objects.select_related("document").first(),
            "goal_areas": models.GoalArea.objects.all(),
            "shifts": models.Shift.objects.all(),
            "principles": models.GuidingPrinciple.objects.all(),
            "success_factors": models.SuccessFactor.objects.all(),
            "target_groups": models.TargetGroup.objects.filter(prioritised=True),
            "focus_areas": models.FocusArea.objects.all(),
            "priorities": models.YearlyPriority.objects.select_related("owner", "partner")
            .prefetch_related("goals__body")
            .order_by("-year", "order"),
            "dependencies": models.NationalDependency.objects.order_by("effective_year", "order"),
            "editions": editions,
            "in_force": in_force,
            "chain": models.ApprovalStep.objects.select_related("body"),
            "today": today(),
        },
    )


@published("county")
@require_safe
def yearly_results(request: HttpRequest, year: int) -> HttpResponse:
    """What a year led to, with the source's own status words and honest fractions."""
    results = [
        (result, is_partial(result)) for result in models.YearlyResult.objects.filter(year=year)
    ]
    if not results:
        raise Http404
    years = models.YearlyResult.objects.order_by("-year").values_list("year", flat=True).distinct()
    return render(
        request, "roadmap/results.html", {"year": year, "results": results, "years": list(years)}
    )


@published("county")
@require_safe
def steering_documents(request: HttpRequest) -> HttpResponse:
    """The steering documents, those in force first."""
    documents = models.SteeringDocument.objects.select_related("decided_by", "replaced_by")
    in_force = [each for each in documents if each.status == each.Status.IN_FORCE]
    others = [each for each in documents if each.status != each.Status.IN_FORCE]
    return render(request, "roadmap/documents.html", {"in_force": in_force, "others": others})
