"""The one list of the portal's processes, for the demo and for docker-compose alike.

PostgreSQL, Redis and the web server in front are not ours and not here. A test holds
docker-compose.yml to this list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Process:
    """One long-running process: `python` stands for whichever interpreter runs the portal."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


_CELERY = ("python", "-m", "celery", "--app", "narvard")
# One machine, three nodes, nothing to gossip about: what they would exchange is only noise.
_QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def _worker(name: str, *, queue: str, children: int, tasks_each: int) -> tuple[str, ...]:
    """A worker whose children are renewed now and then, as rendering leaves memory behind."""
    node = ("--hostname", f"{name}@%h", "--queues", queue)
    size = ("--concurrency", str(children), "--max-tasks-per-child", str(tasks_each))
    return (*_CELERY, "worker", *node, *size, *_QUIET, "--loglevel", "INFO")


WEB = Process(
    "web",
    ("python", "-m", "gunicorn", "--config", "narvard/gunicorn.py", "narvard.wsgi:application"),
    {"DATABASE_POOL": "1"},
)
WORKER = Process("worker", _worker("worker", queue="celery", children=2, tasks_each=500))
PUBLISHER = Process("publisher", _worker("publisher", queue="publish", children=1, tasks_each=2000))
BEAT = Process("beat", (*_CELERY, "beat", "--loglevel", "INFO"))

PROCESSES = (WEB, WORKER, PUBLISHER, BEAT)
