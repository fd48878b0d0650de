"""The Celery application: wakes the outbox, sweeps it by the clock, publishes pages.

The outbox is the truth and the broker a wake-up (ADR 0002), so a lost message costs at most
the time to the next sweep.
"""

import os
import signal

from billiard.util import set_pdeathsig  # type: ignore[attr-defined]  # not in its stubs
from celery import Celery
from celery.signals import worker_process_init

from narvard import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narvard.settings")

file_broker.use()
app = Celery("narvard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _end_with_parent(**_: object) -> None:
    """A worker's child ends with its parent, also when the parent is killed outright."""
    set_pdeathsig(signal.SIGKILL)
