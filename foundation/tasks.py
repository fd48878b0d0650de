"""What Celery runs for the ground: primary key or nothing in, service call out."""

from celery import shared_task

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
def turn_of_day() -> None:
    """Publish anew what changes by the date alone."""
    publishing.touch("clock")
