"""The small public site's addresses, with its pages registered for publishing."""

from foundation.publishing import register_paths
from tests.support.publishing_site import handler404, paths, urlpatterns

__all__ = ["handler404", "urlpatterns"]

register_paths(paths)
