"""Ports for the servers that tests start: nobody else's while the session lasts."""

import itertools
import os
import re
import socket
from pathlib import Path

# Below these the system gives no port away by itself, to a server or to whoever calls one.
GIVEN_BY_THE_SYSTEM = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST = 12_000
EACH = 1_000


def _first_given() -> int:
    try:
        return int(GIVEN_BY_THE_SYSTEM.read_text().split()[0])
    except OSError:
        return 32_768


def _own() -> range:
    """The part that is this process's, by its number among those of the session."""
    parts = (min(_first_given(), 32_768) - LOWEST) // EACH
    number = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    lowest = LOWEST + number % max(parts, 1) * EACH
    return range(lowest, lowest + EACH)


# Another session on the machine has the same parts: it rarely begins at the same place in them.
_place = os.getpid() % EACH
_next = itertools.cycle([*_own()[_place:], *_own()[:_place]])


def free_port() -> int:
    """A port that nobody listens on, and that is given to nobody else before it is taken."""
    for port in itertools.islice(_next, EACH):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("every port is taken")
