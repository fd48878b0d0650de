"""What the outbox carries out for this floor. Loaded when the app is ready."""

from foundation import outbox
from foundation.models import OutboxEvent
from indicators.services.refresh import closing, events, reading


@outbox.handler(events.BATCH)
def read_batch(event: OutboxEvent) -> None:
    """Read one batch of a run. The key is the run's and the batch's number."""
    refresh, batch = event.key.split(":")
    reading.carry_out(int(refresh), int(batch))


@outbox.handler(events.CLOSE)
def close_run(event: OutboxEvent) -> None:
    """Close a run. The key begins with the run's number."""
    closing.finish(int(event.key.split(":")[0]))
