"""Mail through the outbox: written as a row with the decision it tells of, sent by the worker."""

import hashlib
import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.utils import timezone

from foundation import outbox
from foundation.models import OutboxEvent, OutgoingMail

log = logging.getLogger(__name__)

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

    What the server surely did not take is tried again. Silence after the message was handed
    over is a doubt that only a person can settle: sending again might send twice.
    """
    # Mail systems that cannot be reached have taken nothing.
    server = get_connection()
    server.open()
    taken = OutgoingMail.objects.filter(key=event.key, sending_at=None).update(
        sending_at=timezone.now()
    )
    try:
        if taken:
            _hand_over(OutgoingMail.objects.get(key=event.key), server)
    finally:
        server.close()


def uncertain() -> QuerySet[OutgoingMail]:
    """Messages that were being sent when something broke: a person decides about them."""
    limit = timezone.now() - UNCERTAIN_AFTER
    return OutgoingMail.objects.filter(sent_at=None, sending_at__lt=limit)


def send_again(message: OutgoingMail) -> bool:
    """Send a message in doubt once more; False when it is not in doubt any more."""
    released = uncertain().filter(pk=message.pk).update(sending_at=None)
    if released:
        # The first event is done, so the new attempt is a new event about the same message.
        OutboxEvent.objects.filter(kind="mail.send", key=message.key).delete()
        outbox.enqueue("mail.send", message.key)
    return bool(released)


def mark_sent(message: OutgoingMail) -> bool:
    """Settle that a message in doubt did arrive; False when it is not in doubt any more."""
    return bool(uncertain().filter(pk=message.pk).update(sent_at=timezone.now()))


def _hand_over(message: OutgoingMail, server: BaseEmailBackend) -> None:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    # Made from the key, so that a receiving system recognises a second copy.
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.recipient],
        headers={"Message-ID": f"<{name}@{host}>"},
        connection=server,
    )
    row = OutgoingMail.objects.filter(pk=message.pk)
    try:
        mail.send()
    except Exception as error:
        if _leaves_doubt(error):
            log.exception("it is not known whether the message %s was sent", message.key)
            return
        row.update(sending_at=None)
        raise
    row.update(sent_at=timezone.now())


def _leaves_doubt(error: Exception) -> bool:
    """True when the line broke; a server that answered has said no, and other faults are ours."""
    answered = isinstance(error, SMTPResponseException | SMTPRecipientsRefused)
    return isinstance(error, OSError) and not answered
