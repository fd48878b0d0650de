"""Mail through the outbox: written as a row with the decision it tells of, sent by the worker."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from foundation import outbox
from foundation.models import OutboxEvent, OutgoingMail

UNCERTAIN_AFTER = timedelta(minutes=10)


def post(*, key: str, recipient: str, subject: str, body: str) -> None:
    """Write one message in the caller's transaction, once per key, and have it sent."""
    OutgoingMail.objects.bulk_create(
        [OutgoingMail(key=key, recipient=recipient, subject=subject, body=body)],
        ignore_conflicts=True,
    )
    outbox.enqueue("mail.send", key)


@outbox.handler("mail.send")
def send(event: OutboxEvent) -> None:
    """Send one message, unless it was sent or is in doubt.

    The Message-ID is made from the key, so that a receiving system recognises a second copy.
    """
    taken = OutgoingMail.objects.filter(key=event.key, sending_at=None).update(
        sending_at=timezone.now()
    )
    if not taken:
        return
    message = OutgoingMail.objects.get(key=event.key)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    try:
        EmailMessage(
            subject=message.subject,
            body=message.body,
            to=[message.recipient],
            headers={"Message-ID": f"<{message.key}@{host}>"},
        ).send()
    except Exception:
        OutgoingMail.objects.filter(pk=message.pk).update(sending_at=None)
        raise
    OutgoingMail.objects.filter(pk=message.pk).update(sent_at=timezone.now())


def uncertain() -> "list[OutgoingMail]":
    """Messages that were being sent when something died: a person decides about them."""
    limit = timezone.now() - UNCERTAIN_AFTER
    return list(OutgoingMail.objects.filter(sent_at=None, sending_at__lt=limit))
