"""Waiting for what another process is about to do, without saying how long it may take."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 180.0

Found = TypeVar("Found")


def until(wanted: Callable[[], Found], what: str, seconds: float = PATIENCE_SECONDS) -> Found:
    """Ask until the answer is true, and give that answer.

    Use what is given rather than asking once more: by then it may be another answer. Raises
    AssertionError with `what` when it does not come.
    """
    deadline = time.monotonic() + seconds
    while not (found := wanted()):
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain for: {what}")
        time.sleep(0.05)
    return found
