"""The stored pages: the only code that writes them.

Every change takes the row of PublishingState first. So revisions commit in order, and a page
cannot be reserved for rendering while a transaction that withdraws it is open: either the
withdrawal sees the row and deletes it, or the rendering begins after it and shows its outcome.
Needs READ COMMITTED, PostgreSQL's default.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from foundation.models import PublishedPage
from foundation.publishing.rendering import Rendered

CHANNEL = "published_pages"

_ADVANCE = """
    INSERT INTO foundation_publishingstate AS state (id, revision, withdrawals) VALUES (1, 1, %s)
    ON CONFLICT (id) DO UPDATE SET revision = state.revision + 1,
        withdrawals = state.withdrawals + EXCLUDED.withdrawals
    RETURNING revision
"""


class Reserved(NamedTuple):
    """A page about to be rendered: its row, and how often it had been touched by then."""

    pk: int
    touches: int


@contextmanager
def rendering_lock(path: str) -> Iterator[None]:
    """Only one process renders a path at a time; others wait. Ends with the session."""
    key = int.from_bytes(hashlib.sha256(path.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [key])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@transaction.atomic
def reserve(path: str, tags: Sequence[str]) -> Reserved:
    """The row of `path`, made when there is none. From now on a touch of `tags` finds it."""
    page = PublishedPage.objects.filter(path=path, tags=list(tags)).first()
    if page is None:
        _advance()
        page, _ = PublishedPage.objects.update_or_create(path=path, defaults={"tags": list(tags)})
    return Reserved(page.pk, page.touches)


@transaction.atomic
def store(reserved: Reserved, rendered: Rendered) -> bool:
    """Store what was rendered; False when the page has been withdrawn meanwhile.

    A page touched meanwhile stays stale: what is stored may be older than the touch.
    """
    row = PublishedPage.objects.filter(pk=reserved.pk)
    fresh = Case(When(touches=reserved.touches, then=None), default=F("stale_since"))
    same = row.filter(etag=rendered.etag, headers=rendered.headers, content__isnull=False)
    if same.update(stale_since=fresh, rendered_at=timezone.now()):
        return True
    stored = row.update(
        revision=_advance(),
        headers=rendered.headers,
        content=rendered.content,
        gzipped=rendered.gzipped,
        etag=rendered.etag,
        rendered_at=timezone.now(),
        stale_since=fresh,
    )
    _announce()
    return bool(stored)


@transaction.atomic
def remove(reserved: Reserved) -> None:
    """Remove a page that has no content any more, unless it was touched meanwhile."""
    _advance(withdrawals=1)
    PublishedPage.objects.filter(pk=reserved.pk, touches=reserved.touches).delete()
    _announce()


@transaction.atomic
def remove_tagged(tags: Iterable[str]) -> None:
    """Remove every page made from any of `tags`."""
    _advance(withdrawals=1)
    PublishedPage.objects.filter(tags__overlap=list(tags)).delete()
    _announce()


@transaction.atomic
def mark_stale(tags: Collection[str], new: Mapping[str, Sequence[str]]) -> None:
    """Mark the pages made from any of `tags`, and those in `new` (path: tags), for rendering."""
    if not tags and not new:
        return
    _advance()
    now = timezone.now()
    PublishedPage.objects.bulk_create(
        [PublishedPage(path=path, tags=list(made), stale_since=now) for path, made in new.items()],
        ignore_conflicts=True,
        batch_size=1000,
    )
    PublishedPage.objects.filter(tags__overlap=list(tags)).update(
        touches=F("touches") + 1, stale_since=now
    )


@transaction.atomic
def mark_all_stale() -> None:
    """Mark every page for rendering."""
    _advance()
    PublishedPage.objects.update(touches=F("touches") + 1, stale_since=timezone.now())


def _advance(*, withdrawals: int = 0) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [withdrawals])
        revision: int = cursor.fetchone()[0]
    return revision


def _announce() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
