"""Wakes a worker when the transaction commits. Only a wake-up: nothing is lost without it."""

from collections.abc import Callable
from functools import cache

from django.db import transaction
from django.utils.module_loading import import_string


def wake_on_commit(task: str) -> None:
    """Have the task with that dotted name run after this transaction, once however often asked.

    A broker that cannot be reached is logged, not raised: the sweep finds what waits.
    """
    wake = _wake(task)
    waiting = transaction.get_connection().run_on_commit
    if not any(function is wake for _savepoints, function, _robust in waiting):
        transaction.on_commit(wake, robust=True)


@cache
def _wake(task: str) -> Callable[[], None]:
    """One function per task, so that it can be recognised among what waits for the commit."""

    def wake() -> None:
        import_string(task).apply_async(retry=False)

    return wake
