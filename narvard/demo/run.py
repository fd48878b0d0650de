"""The demo from start to end: database, content, web and workers, then keeping them running."""

import http.client
import logging
import time
import urllib.error
import urllib.request

from django.core.management import CommandError, call_command
from django.db import connections

from narvard import processes
from narvard.demo import broker, statistics
from narvard.demo.place import Place
from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem
from narvard.demo.supervisor import (
    LOOK_SECONDS,
    Child,
    Database,
    Ended,
    Say,
    Supervisor,
    ending_on_signals,
    keep_log_small,
)

log = logging.getLogger(__name__)

ANSWER_SECONDS = 60
SWEEP_SECONDS = 60


def run(here: Place, say: Say) -> None:
    """Run the demo until somebody ends it. Raises StartProblem if it cannot start."""
    supervisor = Supervisor(say)
    with ending_on_signals():
        try:
            _start(here, supervisor, say)
            _keep(here, supervisor)
        except Ended:
            say("Avslutar …")
        finally:
            supervisor.end_all()
    say("Allt är avslutat. Nästa make demo fortsätter där den här slutade.")


def _start(here: Place, supervisor: Supervisor, say: Say) -> None:
    # What happens on the way is for the log; what the person needs to know is said.
    own_log = here.log / "demo.log"
    keep_log_small(own_log)
    logging.basicConfig(filename=own_log, level=logging.INFO, force=True)
    for name in (statistics.NAME, *(process.name for process in processes.PROCESSES)):
        keep_log_small(here.log / f"{name}.log")
    if here.embedded:
        say("Startar databasen …")
        file = here.log / "postgres.log"
        keep_log_small(file)
        server = EmbeddedPostgres(here.data, log=file)
        supervisor.add(Database(server, say))
        server.start()
    broker.prepare(here.broker)
    try:
        _fill(here, say)
    except CommandError as refusal:
        raise StartProblem(" ".join(str(refusal).split())) from refusal
    except Exception as error:
        # Whatever it is, the person who starts a demo is not the one to read a traceback.
        log.exception("the content could not be loaded")
        raise StartProblem(
            f"Innehållet gick inte att läsa in. Läs {own_log} för orsaken."
        ) from error
    say("Startar webb och arbetare …")
    # The web alone first: the page is there sooner when it need not share the processor.
    supervisor.add(Child(processes.WEB, here))
    _wait_for_page(here, supervisor)
    emulator = statistics.emulator(here)
    for process in (*([emulator] if emulator else []), *processes.PROCESSES):
        if process is not processes.WEB:
            supervisor.add(Child(process, here))
    say("")
    say(f"Portalen finns nu på {here.address}")
    say(f"Loggar ligger i {here.log}. Avsluta med Ctrl-C.")


def _fill(here: Place, say: Say) -> None:
    """Bring schema, county, demo content and published pages to what the files say."""
    from foundation import publishing
    from narvard.demo import content

    say("Förbereder tabeller och sidor …")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    say(f"Läser in {here.county_file.name} och demots innehåll …")
    call_command("load_county", str(here.county_file), verbosity=0)
    content.load(here.county)
    statistics.ask_for_figures()
    publishing.publish_all()
    connections.close_all()


def _wait_for_page(here: Place, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while not _answers(here):
        if time.monotonic() > deadline:
            raise StartProblem(f"Webben svarar inte. Läs {here.log / 'web.log'} för orsaken.")
        supervisor.look()
        time.sleep(LOOK_SECONDS)


def _answers(here: Place) -> bool:
    try:
        with urllib.request.urlopen(f"{here.address}healthz", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == http.HTTPStatus.OK)
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        return False


def _keep(here: Place, supervisor: Supervisor) -> None:
    swept = time.monotonic()
    while True:
        supervisor.look()
        if time.monotonic() - swept > SWEEP_SECONDS:
            broker.sweep(here.broker)
            swept = time.monotonic()
        time.sleep(LOOK_SECONDS)
