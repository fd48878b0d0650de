"""What pages are made from, which there are, and how a transaction says that it changed some."""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import unquote

from django.db import connection, transaction
from django.http import HttpResponseBase
from django.urls import Resolver404, get_resolver, resolve

from foundation.models import PublishedPage
from foundation.publishing import shelf
from foundation.waking import wake_on_commit

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Paths = Callable[[], Iterable[str]]

_registered: list[Paths] = []
_LONGEST = PublishedPage._meta.get_field("path").max_length or 0


def published(*tags: str) -> Callable[[View], View]:
    """Mark a public view as published, made from `tags`.

    A tag may name an argument of the address: `"initiative:{pk}"`. The view must answer the
    same bytes to everyone: it reads no cookie, session or user.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(*args, **kwargs)

        marked.published_tags = tags  # type: ignore[attr-defined]
        return marked  # type: ignore[return-value]

    return mark


def register_paths(paths: Paths) -> Paths:
    """Register a function that yields the addresses a package publishes, as of now.

    It is asked after every touch, so it makes a few queries at most. Usable as a decorator.
    """
    if paths not in _registered:
        _registered.append(paths)
    return paths


def every_path() -> list[str]:
    """All addresses that packages publish now, each once, in the order of registration."""
    # A package may register beside its views, which a worker has not imported yet.
    _ = get_resolver().url_patterns
    found: dict[str, None] = {}
    for paths in _registered:
        try:
            with transaction.atomic():
                found |= dict.fromkeys(unquote(address) for address in paths())
        except Exception:  # a package whose list fails must not stop the others' pages
            log.exception("%s.%s failed", paths.__module__, paths.__qualname__)
    return list(found)


def tags_of(path: str) -> list[str] | None:
    """The tags of the page at `path`; None when its view is not published, or there is none."""
    if len(path) > _LONGEST or "\x00" in path:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    tags = getattr(match.func, "published_tags", None)
    if tags is None:
        return None
    return [tag.format(*match.args, **match.kwargs) for tag in tags]


def touch(*tags: str) -> None:
    """Say that what `tags` name has changed, in the caller's transaction.

    Pages made from it are rendered anew once the transaction has committed, pages that exist
    from now on appear, and those whose view answers 404 go. Takes no lock.
    """
    with connection.cursor() as cursor:
        # Written by hand: every registration waits for it, and the ORM doubles its time.
        cursor.execute(
            "INSERT INTO foundation_pagetouch (tags, at) VALUES (%s, clock_timestamp())",
            [list(tags)],
        )
    wake_on_commit("foundation.tasks.publish_stale_pages")


def withdraw(*tags: str) -> None:
    """Take the pages made from any of `tags` away, in the caller's transaction.

    They are gone from every process within a second of the commit, also when no worker runs.
    Call it last: publishing waits until the transaction ends.
    """
    shelf.remove_tagged(tags)
    touch(*tags)
