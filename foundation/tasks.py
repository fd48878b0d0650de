"""What Celery runs for the ground: primary key or nothing in, service call out."""

from typing import Any

from celery import shared_task
from celery.signals import worker_ready

from foundation import outbox, publishing


@shared_task
def drain_outbox() -> None:
    """Carry out what waits in the outbox. Called on commit and swept by the clock."""
    outbox.drain()


@shared_task
def publish_stale_pages() -> None:
    """Render the public pages that a transaction marked stale."""
    publishing.publish_stale()


@shared_task
def sweep_pages() -> None:
    """The same by the clock, and pages that nobody spoke of are found."""
    publishing.publish_stale(look_around=True)


@shared_task
def turn_of_day() -> None:
    """Publish anew what changes by the date alone, and forget old events."""
    publishing.touch("clock")
    outbox.prune()


@worker_ready.connect
def take_over(**_signal: Any) -> None:
    """A worker that starts looks at once for what a dead one left."""
    drain_outbox.apply_async(retry=False)
    publish_stale_pages.apply_async(retry=False)
