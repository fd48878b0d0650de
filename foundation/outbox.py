"""Enqueue and drain the outbox. Killing any process at any moment loses and doubles nothing.

A handler is registered with `@handler("decision.pdf")`, takes the event, and must be idempotent
in the database: it writes its own effect under a unique key.

Who works on an event holds an advisory lock on it, bound to the worker's database session. When
the worker dies its session ends, the lock is free, and the event is taken over at once; nobody
has to guess how long a slow handler may take (ADR 0002). Should a session end while its worker
lives on, two may work on one event: the unique key keeps the effect single, and `lease` lets
only the latest taker complete it.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

from foundation.models import OutboxEvent
from foundation.waking import wake_on_commit

log = logging.getLogger(__name__)

Handler = Callable[[OutboxEvent], None]
MAX_FAILURES = 8
# More than the failures: a worker that is killed is not the event's fault, until it always is.
MAX_ATTEMPTS = 40
LONGEST_WAIT = timedelta(minutes=10)
KEPT = timedelta(days=30)
_CANDIDATES = 50
# The first of the two numbers of an advisory lock, so that other locks cannot collide.
_LOCK_SPACE = 2_019_042
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
    _wake()


def retry(event: OutboxEvent) -> bool:
    """Bring a dead event back to life, counted anew; False when it is not dead any more."""
    revived = OutboxEvent.objects.filter(pk=event.pk, done_at=None, dead_at__isnull=False).update(
        dead_at=None, attempts=0, failures=0, due_at=timezone.now(), lease=None
    )
    _wake()
    return bool(revived)


def drain(*, limit: int = 1000) -> int:
    """Carry out waiting events, oldest first, and return how many were done.

    An event that another worker holds is left to that worker. Raises OperationalError when the
    database goes away; what was begun is then free for the next.
    """
    _notice_silence()
    done = tried = 0
    while tried < limit:
        before = tried
        for pk in _candidates(timezone.now()):
            with _held(pk) as free:
                event = _claim(pk) if free else None
                if event is not None:
                    tried += 1
                    done += _carry_out(event)
        if tried == before:
            break
    return done


def prune() -> int:
    """Forget events done long ago, and return how many."""
    old = OutboxEvent.objects.filter(done_at__lt=timezone.now() - KEPT)
    return old.delete()[0]


def waiting() -> QuerySet[OutboxEvent]:
    """Events that wait or are being worked on."""
    return OutboxEvent.objects.filter(done_at=None, dead_at=None)


def dead() -> QuerySet[OutboxEvent]:
    """Events given up on, which wait for an operator."""
    return OutboxEvent.objects.filter(done_at=None, dead_at__isnull=False)


def _wake() -> None:
    wake_on_commit("foundation.tasks.drain_outbox")


def _notice_silence() -> None:
    """Have the server end our session within a minute should this whole machine go silent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('tcp_keepalives_idle', '20', false), "
            "set_config('tcp_keepalives_interval', '10', false), "
            "set_config('tcp_keepalives_count', '3', false)"
        )


def _candidates(now: datetime) -> list[int]:
    due = waiting().filter(due_at__lte=now).order_by("pk")
    return list(due.values_list("pk", flat=True)[:_CANDIDATES])


@contextmanager
def _held(pk: int) -> Iterator[bool]:
    """Hold the event's lock for as long as this session lives; False when another holds it."""
    lock = [_LOCK_SPACE, pk % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
        free: bool = cursor.fetchone()[0]
    try:
        yield free
    finally:
        if free:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)


def _claim(pk: int) -> OutboxEvent | None:
    """Take the event whose lock is held; None when it was finished before the lock was ours."""
    now = timezone.now()
    lease = uuid4()
    mine = waiting().filter(pk=pk, due_at__lte=now)
    if not mine.update(lease=lease, begun_at=now, attempts=F("attempts") + 1):
        return None
    event = OutboxEvent.objects.get(pk=pk)
    if event.attempts > MAX_ATTEMPTS:
        _give_up(event, "Arbetaren dog varje gång händelsen påbörjades.")
        return None
    return event


def _carry_out(event: OutboxEvent) -> int:
    try:
        _handlers[event.kind](event)
    except Exception as error:  # any failure is kept with the event and tried again
        log.exception("outbox event %s failed", event)
        _postpone(event, f"{type(error).__name__}: {error}")
        return 0
    return _mine(event).update(done_at=timezone.now(), lease=None, last_error="")


def _postpone(event: OutboxEvent, error: str) -> None:
    failures = event.failures + 1
    if failures >= MAX_FAILURES:
        _give_up(event, error)
        return
    wait = min(timedelta(seconds=2**failures), LONGEST_WAIT)
    _mine(event).update(
        failures=failures, lease=None, last_error=error, due_at=timezone.now() + wait
    )


def _give_up(event: OutboxEvent, error: str) -> None:
    log.error("outbox event %s is given up: %s", event, error)
    _mine(event).update(
        failures=F("failures") + 1, lease=None, last_error=error, dead_at=timezone.now()
    )


def _mine(event: OutboxEvent) -> QuerySet[OutboxEvent]:
    """The event, if nobody has taken it over from us."""
    return waiting().filter(pk=event.pk, lease=event.lease)
