"""A request that begins and ends around some lines of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.dispatch import Signal


@contextmanager
def in_request() -> Iterator[None]:
    """Tell all who listen, but for Django's own: it would close the test's connection."""
    _tell(request_started)
    try:
        yield
    finally:
        _tell(request_finished)


def _tell(signal: Signal) -> None:
    signal.disconnect(close_old_connections)
    try:
        signal.send(sender=None)
    finally:
        signal.connect(close_old_connections)
