"""What the outbox carries out for this floor. Loaded when the app is ready."""

from decisions.services import document, notices
from foundation import outbox
from foundation.models import OutboxEvent


@outbox.handler("decision.pdf")
def make_pdf(event: OutboxEvent) -> None:
    """Make the archive copy of a diarised decision. The key is the decision's."""
    document.archive(int(event.key))


@outbox.handler("decision.notice")
def send_notices(event: OutboxEvent) -> None:
    """Write the messages about a diarised decision. The key is the decision's."""
    notices.notify(int(event.key))
