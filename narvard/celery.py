"""The Celery application: wakes the outbox, sweeps it by the clock, publishes pages.

The outbox is the truth and the broker a wake-up (ADR 0002), so a lost message costs at most
the time to the next sweep.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narvard.settings")

app = Celery("narvard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
