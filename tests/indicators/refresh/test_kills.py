"""Workers killed at each stage of a run, two at once: nothing lost, nothing doubled.

The workers are processes of their own, which read the emulator as politely as in production.
"""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psutil
import pytest
from django.db import connection, connections, transaction

from foundation import outbox
from foundation.models import OutboxEvent
from indicators.models import GroupRoster, Observation, Refresh, Revision, SeriesRead
from indicators.services.refresh import reading, request_refresh
from tests.indicators.refresh.runs import states, table
from tests.support.running import running
from tests.support.waiting import PATIENCE_SECONDS, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LOOP = ("tests/support/outbox_worker.py",)


@pytest.fixture
def clean(source):
    """What a run without kills gives; all of it is taken away again."""
    with transaction.atomic():
        assert source.run().status == "ok"
        found = table()
        transaction.set_rollback(True)
    source.emulator.reset()
    return found


@pytest.fixture
def workers(source, tmp_path):
    surroundings = {"KOLADA_BASE_URL": source.emulator.base_url}
    with running(*LOOP, log=tmp_path / "worker.log", environment=surroundings) as process:
        until(lambda: len(psutil.Process(process.pid).children()) == 2, "two workers")
        yield process


def at_work(workers):
    """The workers that hold an event right now."""
    children = {child.pid for child in psutil.Process(workers.pid).children()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
        )
        return {int(name) for (name,) in cursor.fetchall() if name.isdecimal()} & children


def kill_at_work(workers):
    os.kill(until(lambda: at_work(workers), "a worker is at work").pop(), signal.SIGKILL)


def waits_for_a_lock(workers):
    names = [str(child.pid) for child in psutil.Process(workers.pid).children()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE wait_event_type = 'Lock' AND application_name = ANY(%s)",
            [names],
        )
        return cursor.fetchone()[0]


def asked(source, part):
    return lambda: source.emulator.requests(part)


def test_a_run_survives_its_workers(source, clean, workers):
    """Killed while it reads metadata, figures and groups, and between two series it stores."""
    source.faults(
        {"timeout": [{"seconds": 5, "n": 1, "match": match}
                     for match in ("/kpi/N", "/data/", "/municipality_groups/")]}
    )  # fmt: skip
    run = request_refresh(source_key="kolada").refresh
    for part in ("/v3/kpi/", "/v3/data/"):
        until(asked(source, part), f"{part} is asked for")
        kill_at_work(workers)
    last = SeriesRead.objects.order_by("pk").last()
    with transaction.atomic():
        # The others can be stored; this one waits for us, in the middle of its transaction.
        SeriesRead.objects.select_for_update().get(pk=last.pk)
        until(lambda: waits_for_a_lock(workers), "the last series is about to be stored")
        kill_at_work(workers)
        assert sorted(states(run).values()) == ["done", "done", "waiting"]
    until(asked(source, "/v3/municipality_groups/"), "groups are asked for")
    kill_at_work(workers)
    until(lambda: Refresh.objects.filter(pk=run.pk, status="ok").exists(), "the run is over")
    until(lambda: not outbox.waiting().exists(), "nothing more waits")
    run.refresh_from_db()
    assert table() == clean
    assert run.inserted == Observation.objects.filter(value__isnull=False).count()
    assert (run.revised, Revision.objects.count(), GroupRoster.objects.count()) == (0, 0, 1)
    assert OutboxEvent.objects.filter(kind__startswith="indicators.", failures__gt=0).count() == 0


def test_a_run_closed_while_a_worker_was_away_is_left_alone(source, clean):
    """A worker that was given up for dead comes back with what it read."""
    run = request_refresh(source_key="kolada").refresh
    waiting = list(run.reads.all())
    Refresh.objects.filter(pk=run.pk).update(status="failed")
    reading.carry_out(run.pk, waiting[0].batch)
    assert not Observation.objects.exists()
    assert source.emulator.requests() == []


def at_once(*acts):
    """Run the acts in threads with connections of their own, let go at the same moment."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result() for each in [pool.submit(run, act) for act in acts]]


def test_two_who_ask_at_once_get_one_run(source):
    asked = at_once(*[lambda: request_refresh(source_key="kolada")] * 4)
    assert sorted(each.new for each in asked) == [False, False, False, True]
    assert len({each.refresh.pk for each in asked}) == 1
    assert Refresh.objects.count() == 1


def test_two_workers_on_one_batch_store_each_series_once(source, clean):
    run = request_refresh(source_key="kolada").refresh
    at_once(*[lambda: reading.carry_out(run.pk, 1)] * 2)
    source.drain()
    run.refresh_from_db()
    assert (run.status, run.revised) == ("ok", 0)
    assert run.inserted == Observation.objects.filter(value__isnull=False).count()
    assert table() == clean


def test_storing_waits_for_another_that_stores_from_the_same_source(source):
    from indicators.services.refresh.merging import lock_source

    run = request_refresh(source_key="kolada").refresh
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_source("kolada")
            done = pool.submit(_carry_out, run.pk)
            until(asked(source, "/v3/data/"), "read")
            time.sleep(0.2)
            assert not Observation.objects.exists()
        done.result(PATIENCE_SECONDS)
    assert Observation.objects.exists()


def _carry_out(pk):
    try:
        reading.carry_out(pk, 1)
    finally:
        connections.close_all()
