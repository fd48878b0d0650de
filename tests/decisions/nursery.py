"""Starts real Celery workers quickly: everything is imported once, and each worker is a fork.

Speaks over its own input and output, one line at a time: «start» answers with the process group
of a new worker (parent and two children), «reap N» waits until the parent of that group has died
and answers with its exit code.
Run as a program; the environment says which database and which broker folder.
"""

import contextlib
import os
import sys
from pathlib import Path


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "narvard.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import django

    django.setup()
    from celery.apps.worker import Worker  # noqa: F401 - what every worker would import

    from foundation.pdf.render import print_html
    from narvard.celery import app

    # Typeface and stylesheet are made ready once, before the workers are born.
    print_html("<html lang='sv'><title>Prov</title><p>Prov</p></html>")

    app.loader.import_default_modules()
    app.finalize()
    print("ready", flush=True)
    for line in sys.stdin:
        word, _space, number = line.strip().partition(" ")
        if word == "reap":
            _child, status = os.waitpid(int(number), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if child == 0:
            _work(app)
        # Here too, so that there is such a group to kill before the child has had its turn.
        with contextlib.suppress(ProcessLookupError):
            os.setpgid(child, child)
        print(child, flush=True)


def _work(app: object) -> None:
    """Become a worker with a process group of its own. Never returns."""
    os.setpgid(0, 0)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    queue = ("--queues", "celery", "--hostname", f"w{os.getpid()}@%h")
    app.worker_main(["worker", "--concurrency", "2", *queue, *quiet, "--loglevel", "ERROR"])
    os._exit(0)


if __name__ == "__main__":
    main()
