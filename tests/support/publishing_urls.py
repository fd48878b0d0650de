"""The small public site's addresses, with its pages registered for publishing, and no others."""

from foundation.publishing import marking
from tests.support.publishing_site import handler404, paths, urlpatterns

__all__ = ["handler404", "urlpatterns"]

# The portal's own pages need a county, which these tests do without.
marking._registered[:] = [paths]
