"""Outgoing mail as rows, so that each message is written once and can be looked up."""

from django.db import models


class OutgoingMail(models.Model):
    """One message to one address, unique by key.

    SMTP cannot be exactly-once: `sending_at` is set before and `sent_at` after. A message that
    was being sent when the process died is left as *oviss* for a person to decide on.
    """

    key = models.CharField(max_length=160, unique=True)
    recipient = models.EmailField("till")
    subject = models.CharField("ämne", max_length=200)
    body = models.TextField("text")
    created_at = models.DateTimeField(auto_now_add=True)
    sending_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("skickat", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
