"""Two addresses for whoever watches the portal: does it live, and can it do its work.

`/healthz` asks nothing of anything else, so that a restart is not tried for a fault elsewhere.
`/readyz` looks at what the portal needs and names what fails, without details that help an
attacker.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.models import OutboxEvent

log = logging.getLogger(__name__)

OLDEST_WAITING = timedelta(minutes=10)
_migrated: set[str] = set()


class NotReady(Exception):
    """A check that fails for a known reason, which may be shown."""


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when every check passes, else 503; each check with its own answer."""
    answers = {name: _answer(name, check) for name, check in CHECKS.items()}
    ready = all(answer == "ok" for answer in answers.values())
    return JsonResponse({"ready": ready, "checks": answers}, status=200 if ready else 503)


def _answer(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except NotReady as reason:
        return str(reason)
    except Exception:  # any fault means not ready, and the log has it in full
        log.exception("readiness check %s failed", name)
        return "failed"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    # Reading all migrations takes long, and what is applied stays applied.
    if connection.alias in _migrated:
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are waiting")
    _migrated.add(connection.alias)


def _outbox() -> None:
    now = timezone.now()
    oldest = (
        OutboxEvent.objects.filter(done_at=None, dead_at=None, due_at__lte=now - OLDEST_WAITING)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
    if oldest is not None:
        raise NotReady(f"an event has waited {int((now - oldest).total_seconds())} seconds")


def _broker() -> None:
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "outbox": _outbox,
    "broker": _broker,
}
