"""The file broker under several writers and readers at once."""

import multiprocessing
import os
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection, Queue
from kombu.transport import virtual

from narvard import file_broker
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
def options(tmp_path, monkeypatch):
    # Kombu remembers bindings per process. Each test has its own, and what the process itself
    # sends afterwards still finds its queues.
    monkeypatch.setattr(file_broker.Transport, "global_state", virtual.BrokerState())
    rooms = {}
    for room, name in (
        ("data_folder_in", "queue"),
        ("data_folder_out", "queue"),
        ("control_folder", "control"),
        ("processed_folder", "processed"),
    ):
        (tmp_path / name).mkdir(exist_ok=True)
        rooms[room] = str(tmp_path / name)
    return rooms | {"store_processed": True, "polling_interval": 0.01}


def connect(options):
    file_broker.use()
    return Connection("filesystem://", transport_options=options)


def test_the_portals_worker_uses_it():
    from narvard.celery import app

    with app.connection_for_write() as broker:
        assert isinstance(broker.transport, file_broker.Transport)


def test_a_message_goes_through_once_and_leaves_nothing(options, tmp_path):
    with connect(options) as broker:
        queue = broker.SimpleQueue("prov")
        queue.put({"å": 1})
        message = queue.get(timeout=PATIENCE_SECONDS)
        assert message.payload == {"å": 1}
        message.ack()
        with pytest.raises(Empty):
            queue.get_nowait()
    assert list((tmp_path / "queue").iterdir()) == []
    assert list((tmp_path / "processed").iterdir()) == []


def test_an_unfinished_message_is_not_read(options, tmp_path):
    (tmp_path / "queue" / "1_utan-slut").write_text("")
    with connect(options) as broker, pytest.raises(Empty):
        broker.SimpleQueue("prov").get_nowait()


def test_a_damaged_message_is_passed_over(options, tmp_path, caplog):
    (tmp_path / "queue" / "0_skadad.prov.msg").write_text("")
    with connect(options) as broker:
        queue = broker.SimpleQueue("prov")
        queue.put("hel")
        assert queue.get(timeout=PATIENCE_SECONDS).payload == "hel"
    assert "0_skadad.prov.msg cannot be read" in caplog.text


def _bind(options, name, done):
    with connect(options) as broker:
        Queue(name, channel=broker.channel()).declare()
    done.put(name)


@pytest.mark.faults
def test_twenty_processes_may_bind_at_the_same_moment(options):
    context = multiprocessing.get_context("fork")
    for attempt in range(5):
        done = context.Queue()
        options["control_folder"] = str(Path(options["control_folder"]).parent / f"c{attempt}")
        every = [context.Process(target=_bind, args=(options, "prov", done)) for _ in range(20)]
        for each in every:
            each.start()
        for each in every:
            each.join(PATIENCE_SECONDS)
        assert [each.exitcode for each in every] == [0] * 20


def _write(options, number):
    with connect(options) as broker:
        queue = broker.SimpleQueue("prov")
        for each in range(number):
            queue.put(f"{os.getpid()} {each} " + "x" * 2000)


@pytest.mark.faults
def test_writers_and_a_reader_at_once_lose_and_break_nothing(options):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=_write, args=(options, 100)) for _ in range(4)]
    for writer in writers:
        writer.start()
    seen = []
    with connect(options) as broker:
        queue = broker.SimpleQueue("prov")
        while len(seen) < 400:
            message = queue.get(timeout=PATIENCE_SECONDS)
            message.ack()
            seen.append(message.payload)
    assert len(set(seen)) == 400
    for writer in writers:
        writer.join(PATIENCE_SECONDS)
        assert writer.exitcode == 0
