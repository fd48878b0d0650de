"""Handlers for the outbox tests, and two ways to run them: as a plain loop, or under Celery.

`python tests/support/outbox_worker.py` keeps two draining children, and replaces those that die.
`celery --app tests.support.outbox_worker` is the portal's worker with these handlers.
"""

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import django
from billiard.util import set_pdeathsig

if __name__ == "__main__":
    django.setup()

from narvard.celery import app

__all__ = ["app"]


def register():
    """Register the handlers; the models are ready by now."""
    from django.db import transaction

    from foundation import outbox
    from foundation.models import OutgoingMail

    @outbox.handler("prov.effect")
    def effect(event):
        """Takes its time, then leaves one row, however often it is done."""
        time.sleep(0.05)
        with transaction.atomic():
            OutgoingMail.objects.get_or_create(
                key=f"effect {event.key}", defaults={"recipient": "a@example.test"}
            )
            time.sleep(0.02)
            outbox.enqueue("prov.next", event.key)
        time.sleep(0.02)

    @outbox.handler("prov.next")
    def follow(event):
        """What the first effect leads to."""
        OutgoingMail.objects.get_or_create(
            key=f"next {event.key}", defaults={"recipient": "a@example.test"}
        )

    @outbox.handler("prov.hold")
    def hold(event):
        """Says that it has begun, and holds on until the test lets go."""
        OutgoingMail.objects.get_or_create(
            key=f"begun {event.key} {os.getpid()}", defaults={"recipient": "a@example.test"}
        )
        while not OutgoingMail.objects.filter(key="let go").exists():
            time.sleep(0.02)

    return outbox


def child(outbox):
    """A new process that drains for ever, with a session of its own."""
    from django.db import connection

    pid = os.fork()
    if pid:
        return pid
    set_pdeathsig(signal.SIGKILL)
    with connection.cursor() as cursor:
        # So that the test can tell whose a lock is.
        cursor.execute("SELECT set_config('application_name', %s, false)", [str(os.getpid())])
    while True:
        outbox.drain()
        time.sleep(0.02)


if __name__ == "__main__":
    registered = register()
    children = {child(registered), child(registered)}
    while True:
        children.remove(os.wait()[0])
        children.add(child(registered))
else:
    from celery.signals import celeryd_init

    celeryd_init.connect(lambda **_: register(), weak=False)
