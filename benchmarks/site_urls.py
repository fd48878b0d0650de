"""The benchmark's two addresses, and all of the portal's."""

from django.urls import include, path

from benchmarks import site
from foundation.publishing import published, register_paths

PAGE = "/bench/page/"

urlpatterns = [
    path("bench/bare/", site.bare),
    path("bench/page/", published("bench")(site.page)),
    path("", include("narvard.urls")),
]
handler404 = "foundation.views.errors.not_found"


@register_paths
def paths() -> list[str]:
    """The page to measure."""
    return [PAGE]
