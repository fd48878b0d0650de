"""The ground's own tables, and the abstract models that the floors above build on."""

from foundation.models.mail import OutgoingMail
from foundation.models.outbox import OutboxEvent
from foundation.models.page import PageTouch, PublishedPage, PublishingState
from foundation.models.stateful import Stateful, Versioned
from foundation.models.status_change import StatusChange

__all__ = [
    "OutboxEvent",
    "OutgoingMail",
    "PageTouch",
    "PublishedPage",
    "PublishingState",
    "Stateful",
    "StatusChange",
    "Versioned",
]
