"""How the web process runs: few processes, a handful of threads in each."""

import gc
import os
import signal
from pathlib import Path
from typing import Any

from billiard.util import set_pdeathsig  # type: ignore[attr-defined]  # not in its stubs

bind = os.environ.get("BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# The heartbeat files must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True


def post_fork(server: Any, worker: Any) -> None:  # noqa: ARG001 - gunicorn's own signature
    """A worker ends with its master, also when the master is killed outright."""
    set_pdeathsig(signal.SIGKILL)


def post_worker_init(worker: Any) -> None:  # noqa: ARG001 - gunicorn's own signature
    """What the application has loaded stays for good: the collector need not walk it again.

    A page makes thousands of short-lived objects, and the usual thresholds have it look for
    cycles several times in each: a tenth of a page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
