"""Renders what has been touched, newest first, until nothing is stale."""

import logging
from collections import deque

from django.db import transaction

from foundation.models import PageTouch, PublishedPage
from foundation.publishing import shelf
from foundation.publishing.marking import every_path, tags_of
from foundation.publishing.rendering import render

log = logging.getLogger(__name__)


def publish_stale(*, look_around: bool = False) -> int:
    """Render every stale or new page and return how many were stored.

    What was touched comes first, the newest touch before all else; then new pages are looked
    for if anything was touched, and always with `look_around`. A page that cannot be rendered
    keeps its old bytes and stays stale; the next run tries again.
    """
    stored = 0
    tried: set[tuple[str, int]] = set()
    queue: deque[tuple[str, int]] = deque()
    while True:
        touched = _take_touches()
        look_around = look_around or touched
        if touched or not queue:
            queue = deque(stale for stale in _stale() if stale not in tried)
        if queue:
            path, touches = queue.popleft()
            tried.add((path, touches))
            stored += _publish_if_stale(path)
        elif look_around:
            look_around = False
            _reserve_new()
        else:
            return stored


def publish_all() -> int:
    """Render every public page anew, known or new, and return how many were stored."""
    shelf.mark_all_stale()
    return publish_stale(look_around=True)


def first_reading(path: str) -> PublishedPage | None:
    """The stored page for a reader who came before the publisher; None when there is none.

    The first reader renders it; those who come meanwhile wait and get the same bytes.
    """
    ready = PublishedPage.objects.filter(path=path, content__isnull=False)
    page = ready.first()
    if page is None:
        with shelf.rendering_lock(path):
            # Looked at first without writing: addresses that do not exist are asked for often.
            if not ready.exists() and render(path) is not None:
                _publish(path)
            page = ready.first()
    return page


def _publish_if_stale(path: str) -> bool:
    try:
        with shelf.rendering_lock(path):
            # Another process may have rendered it while we waited.
            if not PublishedPage.objects.filter(path=path, stale_since__isnull=False).exists():
                return False
            return _publish(path)
    except Exception:  # one page that cannot be rendered must not stop the others
        log.exception("%s cannot be published", path)
        return False


def _publish(path: str) -> bool:
    """Render and store under the lock of `path`; True when it is stored."""
    tags = tags_of(path)
    reserved = shelf.reserve(path, tags or [])
    rendered = None if tags is None else render(path)
    if rendered is None:
        shelf.remove(reserved)
        return False
    return shelf.store(reserved, rendered)


@transaction.atomic
def _take_touches() -> bool:
    """Turn what transactions said into stale pages; False when nothing was said.

    A touch that can be read belongs to a committed transaction, so a page rendered after its
    row was marked here shows what that transaction wrote.
    """
    waiting = PageTouch.objects.select_for_update(skip_locked=True)
    touches = list(waiting.values_list("pk", "tags"))
    if not touches:
        return False
    shelf.mark_stale({tag for _, tags in touches for tag in tags}, {})
    PageTouch.objects.filter(pk__in=[pk for pk, _ in touches]).delete()
    return True


def _reserve_new() -> None:
    """Make rows for pages that there are now and that nobody has rendered yet."""
    known = set(PublishedPage.objects.values_list("path", flat=True))
    new: dict[str, list[str]] = {}
    for path in every_path():
        if path not in known:
            tags = tags_of(path)
            if tags is None:
                log.error("%s is registered for publishing, but its view is not published", path)
            else:
                new[path] = tags
    shelf.mark_stale((), new)


def _stale() -> list[tuple[str, int]]:
    stale = PublishedPage.objects.filter(stale_since__isnull=False)
    return list(stale.order_by("-stale_since", "pk").values_list("path", "touches"))
