"""What the outbox carries out for this floor. Loaded when the app is ready."""

from foundation import outbox
from foundation.models import OutboxEvent
from initiatives import document, notices


@outbox.handler("initiative.pdf")
def make_pdf(event: OutboxEvent) -> None:
    """Make the archive copy of a received proposal. The key is the submission's."""
    document.archive(int(event.key))


@outbox.handler("initiative.notice")
def send_notices(event: OutboxEvent) -> None:
    """Write to those whom a step concerns. The key is the status change's."""
    notices.notify(int(event.key))
