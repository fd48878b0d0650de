"""What the outbox costs, and how long a killed worker's event waits for another.

An effect through the outbox is a row for the event in the transaction, then a claim, the effect
and a completion in the worker; bare, it is the effect in the transaction itself.
"""

import os
import signal
import time
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction

ROUNDS = 7
EACH = 150
KILLS = 7
KIND = "bench.effect"


def run() -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` or `seconds`, `bar` and `rounds`; neither has a bar."""
    from foundation import outbox

    outbox.handler(KIND)(_effect)
    outbox.handler("bench.hold")(_hold)
    ratios = []
    for turn in range(ROUNDS + 1):
        bare = _seconds(lambda: _bare(turn))  # noqa: B023 - called before the next turn
        ours = _seconds(lambda: _through(turn))  # noqa: B023
        if turn:
            ratios.append(bare / ours)
    return [
        {
            "name": "Effects through the outbox, one worker, against the bare effect",
            "ratio": median(ratios),
            "bar": None,
            "rounds": ROUNDS,
        },
        _taken_over(),
    ]


def _write(key: str) -> None:
    from foundation.models import OutgoingMail

    OutgoingMail.objects.bulk_create(
        [OutgoingMail(key=key, recipient="bench@example.test")], ignore_conflicts=True
    )


def _effect(event: Any) -> None:
    _write(f"ours {event.key}")


def _bare(turn: int) -> None:
    for number in range(EACH):
        with transaction.atomic():
            _write(f"bare {turn} {number}")


def _through(turn: int) -> None:
    from unittest.mock import patch

    from foundation import outbox

    # The wake-up is one message per transaction, to a broker that is not what is measured.
    with patch("foundation.outbox.wake_on_commit"):
        for number in range(EACH):
            with transaction.atomic():
                outbox.enqueue(KIND, f"{turn} {number}")
    if outbox.drain(limit=10 * EACH) < EACH:
        raise AssertionError("events were left over")


def _taken_over() -> dict[str, Any]:
    """From the kill of a worker until another has begun on its event."""
    from foundation import outbox
    from foundation.models import OutboxEvent

    times = []
    for turn in range(KILLS):
        OutboxEvent.objects.filter(kind="bench.hold").delete()
        OutboxEvent.objects.create(kind="bench.hold", key=str(turn))
        first = _child(outbox)
        _wait_until(lambda: _attempts() == 1)
        second = _child(outbox)
        time.sleep(0.2)
        os.kill(first, signal.SIGKILL)
        begun = perf_counter()
        _wait_until(lambda: _attempts() == 2)
        times.append(perf_counter() - begun)
        os.kill(second, signal.SIGKILL)
        os.waitpid(first, 0)
        os.waitpid(second, 0)
    OutboxEvent.objects.filter(kind="bench.hold").delete()
    return {
        "name": "From a worker's death until another has its event",
        "seconds": median(times),
        "worst": max(times),
        "bar": None,
        "rounds": KILLS,
    }


def _child(outbox: Any) -> int:
    # A connection shared by two processes would confuse both.
    connection.close()
    pid = os.fork()
    if pid:
        return pid
    while True:
        outbox.drain()
        time.sleep(0.01)


def _hold(_event: Any) -> None:
    time.sleep(60)


def _attempts() -> int:
    from foundation.models import OutboxEvent

    return OutboxEvent.objects.get(kind="bench.hold").attempts


def _wait_until(so: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not so():
        if time.monotonic() > deadline:
            raise RuntimeError("waited in vain for a worker")
        time.sleep(0.002)


def _seconds(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
