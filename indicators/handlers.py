"""What the outbox carries out for this floor. Loaded when the app is ready."""

from foundation import outbox
from foundation.models import OutboxEvent
from indicators.services.refresh import closing, events, reading
from indicators.services.reports import EVENT as REPORT
from indicators.services.reports import make_report
from indicators.services.uploads.receiving import EVENT as UPLOAD
from indicators.services.uploads.receiving import read_file


@outbox.handler(events.BATCH)
def read_batch(event: OutboxEvent) -> None:
    """Read one batch of a run. The key is the run's and the batch's number."""
    refresh, batch = event.key.split(":")
    reading.carry_out(int(refresh), int(batch))


@outbox.handler(events.CLOSE)
def close_run(event: OutboxEvent) -> None:
    """Close a run. The key begins with the run's number."""
    closing.finish(int(event.key.split(":")[0]))


@outbox.handler(UPLOAD)
def read_upload(event: OutboxEvent) -> None:
    """Read a file that somebody brought, and keep what it would change."""
    read_file(event.payload["upload"])


@outbox.handler(REPORT)
def make_goal_area_report(event: OutboxEvent) -> None:
    """Make the file of an ordered report. The key is the report's."""
    make_report(int(event.key))
