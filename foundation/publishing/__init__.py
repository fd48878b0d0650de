"""Public pages are published, not cached (ADR 0012).

A view marked `@published(...)` is rendered when something it was made from changes, and its
bytes are served ahead of Django. A service that changes something public calls `touch` with the
tags it changed, in its own transaction. A package tells which addresses it publishes with
`register_paths`.
"""

from foundation.publishing.marking import published, register_paths, touch, withdraw
from foundation.publishing.publisher import publish_all, publish_stale

__all__ = ["publish_all", "publish_stale", "published", "register_paths", "touch", "withdraw"]
