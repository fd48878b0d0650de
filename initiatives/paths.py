"""The public addresses that this floor publishes."""

from collections.abc import Iterator

from django.urls import reverse

from foundation.publishing import register_paths
from initiatives.models import Initiative, Project


@register_paths
def public_paths() -> Iterator[str]:
    """Every address of this floor that stands as published bytes."""
    yield from (reverse(name) for name in ("needs_public", "initiatives_public", "projects_public"))
    for pk in Initiative.objects.published().values_list("pk", flat=True):
        yield reverse("initiative_public", args=[pk])
    for key in Project.objects.filter(scope=Project.Scope.JOINT).values_list("key", flat=True):
        yield reverse("project_public", args=[key])
