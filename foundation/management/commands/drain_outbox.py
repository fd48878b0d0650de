"""`manage.py drain_outbox`: carry out what waits, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation import outbox


class Command(BaseCommand):
    """For an operator whose worker is down, and for scripts that want everything done now."""

    help = "Carry out the events that wait in the outbox, and say how it went."

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        """Drain, then tell what is left."""
        done = outbox.drain()
        self.stdout.write(
            f"{done} utförda, {outbox.waiting().count()} väntar, {outbox.dead().count()} uppgivna"
        )
