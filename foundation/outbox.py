"""Enqueue and drain the outbox. Killing any process at any moment loses and doubles nothing.

A handler is registered with `@handler("decision.pdf")`, takes the event, and must be idempotent
in the database: it writes its own effect under a unique key. Leases let another worker take over
from one that died; `lease` is compared on completion so that a slow first worker cannot close
an event that a second one holds.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.models import OutboxEvent

log = logging.getLogger(__name__)

Handler = Callable[[OutboxEvent], None]
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that carries out events of `kind`."""

    def register(function: Handler) -> Handler:
        if kind in _handlers and _handlers[kind] is not function:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = function
        return function

    return register


def enqueue(kind: str, key: str, payload: Mapping[str, Any] | None = None) -> None:
    """Write an event in the caller's transaction; an event that exists already is left alone.

    The worker is woken on commit. A broker that cannot be reached is logged, not raised: the
    sweep finds the event.
    """
    OutboxEvent.objects.bulk_create(
        [OutboxEvent(kind=kind, key=key, payload=dict(payload or {}))], ignore_conflicts=True
    )
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    from foundation.tasks import drain_outbox

    drain_outbox.apply_async(retry=False)


def drain(*, limit: int = 1000) -> int:
    """Carry out waiting events, oldest first, and return how many were done."""
    done = 0
    for _ in range(limit):
        event = _claim()
        if event is None:
            break
        done += _carry_out(event)
    return done


def retry(event: OutboxEvent) -> None:
    """Bring a dead event back to life with its attempts counted anew."""
    OutboxEvent.objects.filter(pk=event.pk, done_at=None).update(
        dead_at=None, attempts=0, due_at=timezone.now(), lease=None, lease_until=None
    )
    transaction.on_commit(_wake, robust=True)


@transaction.atomic
def _claim() -> OutboxEvent | None:
    now = timezone.now()
    event = (
        OutboxEvent.objects.select_for_update(skip_locked=True)
        .filter(Q(lease_until=None) | Q(lease_until__lt=now), done_at=None, dead_at=None)
        .filter(due_at__lte=now)
        .order_by("pk")
        .first()
    )
    if event is None:
        return None
    event.lease = uuid4()
    event.lease_until = now + LEASE
    event.attempts += 1
    event.save(update_fields=["lease", "lease_until", "attempts"])
    return event


def _carry_out(event: OutboxEvent) -> int:
    mine = OutboxEvent.objects.filter(pk=event.pk, lease=event.lease, done_at=None)
    try:
        _handlers[event.kind](event)
    except Exception as error:  # noqa: BLE001 - any failure is kept and retried
        log.exception("outbox event %s failed", event)
        now = timezone.now()
        dead = event.attempts >= MAX_ATTEMPTS
        mine.update(
            lease=None,
            lease_until=None,
            last_error=f"{type(error).__name__}: {error}",
            due_at=now + timedelta(seconds=2**event.attempts),
            dead_at=now if dead else None,
        )
        return 0
    return mine.update(done_at=timezone.now(), lease=None, lease_until=None, last_error="")


def waiting() -> int:
    """How many events wait or are being worked on."""
    return OutboxEvent.objects.filter(done_at=None, dead_at=None).count()


