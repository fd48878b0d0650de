"""Reads that more than one public page needs, with everything they show fetched at once."""

from django.db.models import Prefetch, QuerySet

from county.models import GoalArea
from indicators.models import Indicator
from initiatives.models import Initiative, Project


def goal_areas_with_indicators() -> "QuerySet[GoalArea]":
    """The goal areas in order, with their indicators and those's measures. Three queries."""
    indicators = Indicator.objects.prefetch_related("measures")
    return GoalArea.objects.prefetch_related(Prefetch("indicators", queryset=indicators))


def published_initiatives() -> "QuerySet[Initiative]":
    """Joint initiatives that everybody may read."""
    return Initiative.objects.published().order_by("title")


def joint_projects() -> "QuerySet[Project]":
    """Ongoing and completed joint work from before the portal."""
    return Project.objects.filter(scope=Project.Scope.JOINT)
