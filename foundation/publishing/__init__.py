"""Public pages are published, not cached (ADR 0012).

A view marked `@published(...)` is rendered when something it was made from changes, and its
bytes are served ahead of Django. A service that changes something public calls `touch` with the
tags it changed, in its own transaction.
"""

from foundation.publishing.marking import published, touch, withdraw
from foundation.publishing.rendering import publish_all, publish_stale

__all__ = ["publish_all", "publish_stale", "published", "touch", "withdraw"]
