"""What pages are made from, and how a transaction says that it changed some of it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone

from foundation.models import PublishedPage

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


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


def touch(*tags: str) -> None:
    """Mark the pages made from any of `tags` as stale, in the caller's transaction."""
    PublishedPage.objects.filter(tags__overlap=list(tags), stale_since=None).update(
        stale_since=timezone.now()
    )
    transaction.on_commit(_wake, robust=True)


def withdraw(*tags: str) -> None:
    """Take the pages made from any of `tags` away at once, in the caller's transaction."""
    PublishedPage.objects.filter(tags__overlap=list(tags)).delete()
    transaction.on_commit(_wake, robust=True)


def tags_of(view: Any, kwargs: dict[str, Any]) -> Sequence[str]:
    """The tags of a view called with `kwargs`; empty when it is not published."""
    return [tag.format(**kwargs) for tag in getattr(view, "published_tags", ())]


def _wake() -> None:
    from foundation.tasks import publish_stale_pages

    publish_stale_pages.apply_async(retry=False)
