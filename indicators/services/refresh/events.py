"""The outbox events that carry a run: batch after batch, then its end.

A batch enqueues the next, so that a source is asked one thing at a time.
"""

from foundation import outbox
from foundation.models import OutboxEvent
from indicators.models import Refresh

BATCH = "indicators.refresh"
CLOSE = "indicators.refresh.close"


def enqueue_batch(run: Refresh, batch: int) -> None:
    """Have a batch carried out."""
    outbox.enqueue(BATCH, f"{run.pk}:{batch}")


def enqueue_close(run: Refresh) -> None:
    """Have the run closed."""
    outbox.enqueue(CLOSE, f"{run.pk}:close")


def is_carried(run: Refresh) -> bool:
    """True while an event of the run waits or is being worked on."""
    mine = OutboxEvent.objects.filter(kind__in=(BATCH, CLOSE), key__startswith=f"{run.pk}:")
    return mine.filter(done_at=None, dead_at=None).exists()
