"""What is read once in a request: kept while the request lasts, read each time outside one."""

from collections.abc import Callable
from typing import Generic, TypeVar

from asgiref.local import Local
from django.core.signals import request_finished, request_started

Read = TypeVar("Read")


class OncePerRequest(Generic[Read]):
    """A reading that is kept for the length of a request, and of no other request.

    Outside a request (a task, a command, a test) it reads each time, for there nobody says when
    what was read has gone stale. What it raises is not kept.
    """

    def __init__(self, read: Callable[[], Read]) -> None:
        self._read = read
        self._kept = Local()
        # Strong references: what is kept lives as long as the module that asks.
        request_started.connect(self._open, weak=False)
        request_finished.connect(self._close, weak=False)

    def __call__(self) -> Read:
        """The value, read at most once in this request."""
        found: list[Read] | None = getattr(self._kept, "found", None)
        if found is None:
            return self._read()
        if not found:
            found.append(self._read())
        return found[0]

    def _open(self, **_kwargs: object) -> None:
        self._kept.found = []

    def _close(self, **_kwargs: object) -> None:
        self._kept.found = None
