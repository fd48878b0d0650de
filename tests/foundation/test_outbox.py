"""The outbox within one process: enqueue, drain, fail, give up, retry, forget."""

import threading
from datetime import timedelta

import pytest
from celery import Task
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from foundation import outbox
from foundation.models import OutboxEvent
from tests.support.waiting import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def handled(monkeypatch):
    """The keys that the handler of «prov» has carried out; it fails while `failing` is true."""
    monkeypatch.setattr(outbox, "_handlers", {})
    done = []

    @outbox.handler("prov")
    def carry_out(event):
        if event.payload.get("fail"):
            raise ValueError("det gick inte")
        done.append(event.key)

    return done


def due_now():
    OutboxEvent.objects.update(due_at=timezone.now())


def test_events_are_carried_out_oldest_first_and_once(handled):
    for key in ("1", "2", "3"):
        outbox.enqueue("prov", key)
    assert outbox.drain() == 3
    assert outbox.drain() == 0
    assert handled == ["1", "2", "3"]
    assert OutboxEvent.objects.filter(done_at__isnull=False, attempts=1, lease=None).count() == 3


def test_the_same_event_twice_is_one(handled):
    outbox.enqueue("prov", "1", {"a": 1})
    outbox.enqueue("prov", "1", {"a": 2})
    outbox.drain()
    outbox.enqueue("prov", "1")
    assert outbox.drain() == 0
    assert handled == ["1"]
    assert OutboxEvent.objects.get().payload == {"a": 1}


def test_an_event_of_a_transaction_rolled_back_was_never_there(handled):
    with transaction.atomic():
        outbox.enqueue("prov", "1")
        transaction.set_rollback(True)
    assert outbox.drain() == 0
    assert handled == []


def test_two_handlers_of_one_kind_are_a_mistake():
    with pytest.raises(ValueError, match="two handlers for prov"):
        outbox.handler("prov")(lambda _event: None)


def test_a_failure_is_kept_with_its_reason_and_tried_later(handled):
    outbox.enqueue("prov", "1", {"fail": True})
    outbox.enqueue("prov", "2")
    begun = timezone.now()
    assert outbox.drain() == 1
    event = OutboxEvent.objects.get(key="1")
    assert event.last_error == "ValueError: det gick inte"
    assert (event.failures, event.done_at, event.lease) == (1, None, None)
    assert event.due_at >= begun + timedelta(seconds=2)
    assert outbox.drain() == 0
    event.payload = {}
    event.save()
    due_now()
    assert outbox.drain() == 1
    event.refresh_from_db()
    assert event.last_error == ""


def test_each_failure_waits_longer_up_to_a_limit():
    outbox.enqueue("prov", "1", {"fail": True})
    waits = []
    for _ in range(outbox.MAX_FAILURES - 1):
        due_now()
        outbox.drain()
        waits.append(OutboxEvent.objects.get().due_at - timezone.now())
    assert waits == sorted(waits)
    assert waits[-1] <= outbox.LONGEST_WAIT


def test_after_the_last_failure_it_is_given_up_and_can_be_retried(handled):
    outbox.enqueue("prov", "1", {"fail": True})
    for _ in range(outbox.MAX_FAILURES):
        due_now()
        outbox.drain()
    event = outbox.dead().get()
    assert event.failures == outbox.MAX_FAILURES
    assert not outbox.waiting().exists()
    due_now()
    assert outbox.drain() == 0

    event.payload = {}
    event.save()
    assert outbox.retry(event) is True
    assert outbox.retry(event) is False
    assert outbox.drain() == 1
    assert handled == ["1"]


def test_a_kind_nobody_handles_is_a_failure_with_its_name():
    outbox.enqueue("okänd", "1")
    outbox.drain()
    assert OutboxEvent.objects.get().last_error == "KeyError: 'okänd'"


def test_an_event_whose_worker_always_dies_is_given_up(handled):
    outbox.enqueue("prov", "1")
    OutboxEvent.objects.update(attempts=outbox.MAX_ATTEMPTS)
    outbox.enqueue("prov", "2")
    assert outbox.drain() == 1
    assert handled == ["2"]
    assert outbox.dead().get().last_error == "Arbetaren dog varje gång händelsen påbörjades."


def test_a_handler_may_enqueue_what_comes_next(handled):
    @outbox.handler("first")
    def first(event):
        outbox.enqueue("prov", event.key)

    outbox.enqueue("first", "1")
    assert outbox.drain() == 2
    assert handled == ["1"]


def test_more_events_than_one_look_finds_are_all_done(handled, monkeypatch):
    monkeypatch.setattr(outbox, "_CANDIDATES", 3)
    for number in range(8):
        outbox.enqueue("prov", str(number))
    assert outbox.drain() == 8


def test_a_slow_worker_that_was_taken_over_cannot_complete(handled):
    outbox.enqueue("prov", "1")
    slow = outbox._claim(OutboxEvent.objects.get().pk)
    fast = outbox._claim(slow.pk)
    assert outbox._carry_out(slow) == 0
    assert OutboxEvent.objects.get().done_at is None
    assert outbox._carry_out(fast) == 1
    outbox._postpone(slow, "för sent")
    event = OutboxEvent.objects.get()
    assert event.done_at is not None
    assert event.last_error == ""


def test_a_finished_event_cannot_be_claimed(handled):
    outbox.enqueue("prov", "1")
    outbox.drain()
    assert outbox._claim(OutboxEvent.objects.get().pk) is None


def test_old_events_are_forgotten_when_done_and_only_then():
    for key in ("gammal", "ny", "väntar"):
        outbox.enqueue("prov", key)
    old = timezone.now() - outbox.KEPT - timedelta(hours=1)
    OutboxEvent.objects.filter(key="gammal").update(done_at=old)
    OutboxEvent.objects.filter(key="ny").update(done_at=timezone.now())
    OutboxEvent.objects.filter(key="väntar").update(created_at=old, dead_at=old)
    assert outbox.prune() == 1
    assert set(OutboxEvent.objects.values_list("key", flat=True)) == {"ny", "väntar"}


def test_the_command_drains_and_says_what_is_left(capsys, handled):
    outbox.enqueue("prov", "1")
    outbox.enqueue("prov", "2", {"fail": True})
    call_command("drain_outbox")
    assert "1 utförda, 1 väntar, 0 uppgivna" in capsys.readouterr().out


def test_one_transaction_wakes_the_worker_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        outbox.enqueue("prov", "1")
        with transaction.atomic():
            outbox.enqueue("prov", "2")
        outbox.enqueue("prov", "3")
    assert len(callbacks) == 1


def test_a_wake_of_a_part_rolled_back_does_not_hide_the_next(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        with transaction.atomic():
            outbox.enqueue("prov", "1")
            transaction.set_rollback(True)
        outbox.enqueue("prov", "2")
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_gone_loses_nothing(handled, monkeypatch):
    from celery import current_app

    from foundation import tasks

    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    refused = []
    monkeypatch.setattr(
        tasks.drain_outbox,
        "apply_async",
        _through(current_app, current_app.tasks[tasks.drain_outbox.name], refused),
    )
    with transaction.atomic():
        outbox.enqueue("prov", "1")
    assert OutboxEvent.objects.count() == 1
    assert len(refused) == 1
    assert outbox.drain() == 1
    assert handled == ["1"]


def _through(app, task, refused):
    """Send through a broker that nobody answers at, as Celery does, and note the refusal."""

    def apply_async(**options):
        with app.connection_for_write("redis://127.0.0.1:1/0", connect_timeout=1) as broker:
            try:
                Task.apply_async(task, connection=broker, **options)
            except BrokerError as error:
                refused.append(error)
                raise

    return apply_async


@pytest.mark.django_db(transaction=True)
def test_what_one_worker_holds_another_leaves(handled):
    outbox.enqueue("prov", "1")
    outbox.enqueue("prov", "2")
    first = OutboxEvent.objects.get(key="1")
    others = []
    with outbox._held(first.pk) as free:
        assert free

        def another():
            others.append(outbox.drain())
            connection.close()

        thread = threading.Thread(target=another)
        thread.start()
        thread.join(PATIENCE_SECONDS)
    assert others == [1]
    assert handled == ["2"]
    assert outbox.drain() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_leaves_the_event_for_the_next(handled):
    @outbox.handler("cut")
    def cut_off(_event):
        if not handled:
            handled.append("cut")
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    outbox.enqueue("cut", "1")
    with pytest.raises(OperationalError):
        outbox.drain()
    connection.close()
    due_now()
    assert outbox.drain() == 1
    assert OutboxEvent.objects.get().attempts == 2
