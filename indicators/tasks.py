"""What Celery runs for this floor, by the clock. Carried out by the outbox."""

from celery import shared_task

from indicators.models import Refresh
from indicators.services.refresh import close_abandoned, request_by_clock


@shared_task
def refresh_changes() -> None:
    """Have what has changed at every source read."""
    request_by_clock(Refresh.Kind.CHANGES)


@shared_task
def refresh_everything() -> None:
    """Have everything at every source read."""
    request_by_clock(Refresh.Kind.FULL)


@shared_task
def tend_refreshes() -> None:
    """Close runs that nobody works on any more."""
    close_abandoned()
