"""Renders public pages and stores their bytes, compressed once, with their ETag."""


def publish_stale() -> int:
    """Render every stale page and return how many."""
    return 0


def publish_all() -> int:
    """Render every public page anew and return how many."""
    return 0
