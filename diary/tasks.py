"""What Celery runs for the register: service call out."""

from celery import shared_task

from diary import services


@shared_task
def verify_register() -> None:
    """Check the whole register by the clock, so that the public page can say how it stands."""
    services.record_check(services.verify())
