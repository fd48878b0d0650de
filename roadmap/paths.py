"""The public addresses that the roadmap publishes."""

from collections.abc import Iterator

from django.urls import reverse

from county.models import FocusArea, GoalArea, YearlyResult
from foundation.publishing import register_paths

FIXED = (
    "roadmap_front",
    "roadmap_plan",
    "steering_documents",
    "about",
    "about_terms",
    "about_accessibility",
    "about_personal_data",
    "about_cookies",
    "about_easy",
    "about_finnish",
    "about_english",
    "robots",
    "sitemap",
)


@register_paths
def public_paths() -> Iterator[str]:
    """Every address of this floor that stands as published bytes."""
    yield from (reverse(name) for name in FIXED)
    for key in GoalArea.objects.values_list("key", flat=True):
        yield reverse("roadmap_goal_area", args=[key])
    for key in FocusArea.objects.values_list("key", flat=True):
        yield reverse("roadmap_focus_area", args=[key])
    for year in YearlyResult.objects.order_by("year").values_list("year", flat=True).distinct():
        yield reverse("yearly_results", args=[year])
