"""Workers killed while they work: nothing lost, nothing doubled, taken over at once."""

import contextlib
import os
import random
import signal
import time

import psutil
import pytest
from django.db import connection, transaction

from foundation import outbox
from foundation.models import OutboxEvent, OutgoingMail
from tests.support.running import running
from tests.support.waiting import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LOOP = ("tests/support/outbox_worker.py",)
CELERY = (
    *("-m", "celery", "--app", "tests.support.outbox_worker", "worker", "--queues", "celery"),
    *("--concurrency", "2", "--hostname", "worker@%h", "--without-gossip", "--without-mingle"),
)


def effects(kind):
    return OutgoingMail.objects.filter(key__startswith=f"{kind} ").count()


def enqueue(kind, number):
    with transaction.atomic():
        for each in range(number):
            outbox.enqueue(kind, str(each))


def children(process):
    """The children of a process, as ids."""
    return {each.pid for each in psutil.Process(process.pid).children()}


def test_events_with_25_kills_are_as_many_effects(tmp_path):
    """Two workers; whichever is at work is killed at a random moment and replaced."""
    asked = 60
    enqueue("prov.effect", asked)
    chance = random.Random(25)
    hits = 0

    def somebody_is_at_work():
        # However seldom this process gets its turn, there is something left to work on.
        nonlocal asked
        if not outbox.waiting().exists():
            asked += 20
            enqueue("prov.effect", asked)
        return _at_work(workers)

    with running(*LOOP, log=tmp_path / "worker.log") as workers:
        for _ in range(25):
            until(somebody_is_at_work, "a worker is at work")
            time.sleep(chance.random() * 0.04)
            at_work = _at_work(workers)
            victim = chance.choice(sorted(at_work or children(workers)))
            # The one killed before is listed until it is buried, which may be just now.
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
                hits += victim in at_work
        until(lambda: not outbox.waiting().exists(), "everything done")
    assert hits > 0, "some kill hit a worker at work"
    assert OutboxEvent.objects.filter(kind="prov.effect", done_at__isnull=False).count() == asked
    assert effects("effect") == effects("next") == asked
    assert not outbox.dead().exists()


def _at_work(workers):
    """The workers that hold an event right now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.pid, a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
        )
        holding = {int(name) for _, name in cursor.fetchall() if name.isdecimal()}
    return holding & children(workers)


def test_a_killed_workers_event_is_taken_over_by_the_other(tmp_path):
    """The second worker may not take it while the first lives, and takes it when it dies."""
    enqueue("prov.hold", 1)
    with running(*LOOP, log=tmp_path / "worker.log") as workers:
        until(lambda: effects("begun") == 1, "the first has begun")
        enqueue("prov.effect", 20)
        until(lambda: effects("effect") == 20, "the second is at work")
        assert effects("begun") == 1, "the second left it alone"
        first = OutgoingMail.objects.get(key__startswith="begun ").key.split()[-1]
        os.kill(int(first), signal.SIGKILL)
        until(lambda: effects("begun") == 2, "taken over")
        assert children(workers)
        OutgoingMail.objects.create(key="let go", recipient="a@example.test")
        until(lambda: not outbox.waiting().exists(), "done")
    event = OutboxEvent.objects.get(kind="prov.hold")
    assert (event.attempts, event.failures) == (2, 0)


def test_a_killed_child_of_the_real_worker_is_replaced_and_the_event_done(tmp_path):
    """Celery's own children die; the wake-up goes back to the queue, not to the next sweep."""
    with running(*CELERY, log=tmp_path / "celery.log") as worker:
        enqueue("prov.hold", 1)
        until(lambda: effects("begun") == 1, "a child has begun")
        begun = OutgoingMail.objects.get(key__startswith="begun ").key
        child = int(begun.split()[-1])
        assert child in children(worker)
        os.kill(child, signal.SIGKILL)
        until(lambda: effects("begun") == 2, "another child has taken over")
        OutgoingMail.objects.create(key="let go", recipient="a@example.test")
        until(lambda: not outbox.waiting().exists(), "done")


def test_a_worker_that_starts_finds_what_a_dead_one_left(tmp_path):
    """Parent and children die together; nobody is left to put the wake-up back."""
    enqueue("prov.hold", 1)
    log = tmp_path / "celery.log"
    with running(*CELERY, log=log) as worker:
        until(lambda: effects("begun") == 1, "begun")
        for process in [*psutil.Process(worker.pid).children(), psutil.Process(worker.pid)]:
            # A worker's small programs come and go by themselves.
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
    OutgoingMail.objects.create(key="let go", recipient="a@example.test")
    with running(*CELERY, log=log):
        until(lambda: not outbox.waiting().exists(), "found at start")
