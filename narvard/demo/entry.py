"""The first thing `manage.py demo` does, before Django reads its settings.

The settings come from the environment, and the demo is what fills it: so the place is chosen,
checked and locked here, and what is wrong is said in one line.
"""

import os
import signal
import sys

from narvard.demo import checks, place
from narvard.demo.place import Place
from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem

_entered: list[Place] = []


def enter(arguments: list[str]) -> None:
    """Take the place that the environment names, or end with a line that says what to do."""
    # Until the demo itself listens to signals, Ctrl-C should end it without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        _entered.append(_take(reset="--reset" in arguments))
    except StartProblem as problem:
        sys.exit(str(problem))


def entered() -> Place | None:
    """The place that was taken, None if the command was not started from the command line."""
    return _entered[-1] if _entered else None


def _take(*, reset: bool) -> Place:
    checks.machine()
    here = place.from_environment()
    checks.data_folder(here.data)
    place.lock(here)
    if reset:
        place.empty(here)
    checks.same_county(here)
    checks.port_free(here)
    if here.embedded:
        EmbeddedPostgres(here.data).check_version()
    else:
        checks.database_answers(here)
    here.log.mkdir(exist_ok=True)
    os.environ.update(here.environment())
    return here
