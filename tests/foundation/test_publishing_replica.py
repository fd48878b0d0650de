"""One process's memory follows the database: news, withdrawals, lost contact, a fork."""

import os
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from foundation.models import OutgoingMail, PublishedPage, PublishingState
from foundation.publishing import publish_all, publish_stale, replica, shelf, touch, withdraw
from foundation.publishing.replica import Replica
from narvard.demo.postgres import EmbeddedPostgres
from tests.support.publishing_site import paths as site_paths
from tests.support.waiting import PATIENCE_SECONDS, until

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.support.publishing_site"),
]


@pytest.fixture(autouse=True)
def _only_the_small_site(monkeypatch):
    from foundation.publishing import marking

    monkeypatch.setattr(marking, "_registered", [site_paths])


@pytest.fixture
def pages():
    with_thread = Replica()
    yield with_thread
    with_thread.stop()


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def text(pages, path):
    """What stands on a page; nothing while the process does not know it."""
    page = pages.get(path)
    return pages.plain(path, page).decode() if page else ""


def test_it_follows_what_is_published_touched_and_withdrawn(pages):
    make("ett", "Före")
    make("två", "Två")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "the pages are loaded")
    assert "Före" in text(pages, "/prov/ett/")
    assert pages.get("/prov/finns-inte/") is None

    OutgoingMail.objects.filter(key="ett").update(subject="Efter")
    touch("item:ett")
    publish_stale()
    until(lambda: "Efter" in text(pages, "/prov/ett/"), "the new bytes")

    make("tre", "Tre")
    touch("list")
    publish_stale()
    until(lambda: "Tre" in text(pages, "/prov/"), "the list has the new one")

    withdraw("item:ett")
    until(lambda: pages.get("/prov/ett/") is None, "the page is gone")
    # The path is UTF-8 read as Latin-1, as WSGI has it.
    assert pages.get("/prov/två/".encode().decode("latin-1")) is not None


def test_a_missed_notification_is_found_by_asking(pages, monkeypatch):
    monkeypatch.setattr(shelf, "_announce", lambda: None)
    make("ett", "Ett")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded without being told")
    OutgoingMail.objects.update(subject="Tyst ändrad")
    touch("item:ett")
    publish_stale()
    until(lambda: "Tyst ändrad" in text(pages, "/prov/ett/"), "found by asking")
    withdraw("item:ett")
    until(lambda: pages.get("/prov/ett/") is None, "found to be gone by asking")


def test_it_connects_anew_and_sees_what_happened_meanwhile(pages):
    make("ett", "Före")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE application_name = 'published-pages' AND datname = current_database()"
        )
        assert cursor.fetchone()[0] >= 1
    OutgoingMail.objects.update(subject="Efter avbrottet")
    publish_all()
    until(lambda: "Efter avbrottet" in text(pages, "/prov/ett/"), "caught up")


def test_a_database_put_back_from_a_copy_is_read_from_the_start(pages):
    make("ett", "Ny")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded")
    # As it was before: another page, and numbers that have gone back.
    with transaction.atomic():
        PublishedPage.objects.all().delete()
        PublishingState.objects.update(revision=1, withdrawals=0)
        PublishedPage.objects.create(
            path="/gammal/", content=b"gammal", etag='W/"g"', headers={}, revision=1
        )
    until(lambda: pages.get("/gammal/"), "the old page is served")
    assert pages.get("/prov/ett/") is None


def test_a_fault_in_the_thread_does_not_end_it(pages, monkeypatch, caplog):
    make("ett", "Ett")
    publish_all()
    faults = iter([RuntimeError("fault"), RuntimeError("fault")])
    follow = Replica._follow

    def failing(self):
        for fault in faults:
            raise fault
        follow(self)

    monkeypatch.setattr(Replica, "_follow", failing)
    pages.get("/")
    until(lambda: pages.get("/prov/ett/"), "loaded at the third attempt")
    assert "failed and begins anew" in caplog.text


def test_uncompressed_copies_are_kept_while_there_is_room(pages, monkeypatch):
    make("ett", "Ett")
    make("tre", "Tre")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded")
    one = pages.get("/prov/ett/")
    assert pages.plain("/prov/ett/", one) is pages.plain("/prov/ett/", one)
    monkeypatch.setattr(replica, "PLAIN_BYTES", 10)
    pages.plain("/prov/tre/", pages.get("/prov/tre/"))
    assert set(pages._plain) == {"/prov/tre/"}


def test_a_page_changed_is_not_served_from_its_old_uncompressed_copy(pages):
    make("ett", "Före")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded")
    assert "Före" in text(pages, "/prov/ett/")
    OutgoingMail.objects.update(subject="Efter")
    publish_all()
    until(lambda: "Efter" in text(pages, "/prov/ett/"), "changed")


def test_a_forked_process_has_a_thread_of_its_own(pages):
    make("ett", "Ett")
    publish_all()
    until(lambda: pages.get("/prov/ett/"), "loaded")
    child = os.fork()
    if child == 0:
        code = 1
        try:
            fresh = pages.get("/prov/ett/") is None
            until(lambda: pages.get("/prov/ett/"), "the child loads for itself")
            code = 0 if fresh else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def own_server(tmp_path):
    """A database server that a test may stop, with the two tables in it."""
    server = EmbeddedPostgres(tmp_path, fast=True)
    server.start()
    with connection.schema_editor(collect_sql=True) as editor:
        editor.create_model(PublishedPage)
        editor.create_model(PublishingState)
        statements = [sql for sql in editor.collected_sql if not sql.startswith("--")]
    with psycopg.connect(server.url(), autocommit=True) as direct:
        for statement in [*statements, *map(str, editor.deferred_sql)]:
            direct.execute(statement)
        direct.execute("INSERT INTO foundation_publishingstate VALUES (1, 1, 0)")
        direct.execute(
            "INSERT INTO foundation_publishedpage "
            "(path, tags, headers, content, gzipped, etag, touches, revision) "
            "VALUES ('/sida/', '{}', '{}', 'text', false, 'W/\"e\"', 0, 1)"
        )
    yield server
    server.stop()


def _on(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    socket: Path = server.socket
    found = {"dbname": "portal", "user": "portal", "host": str(socket)}
    monkeypatch.setattr(replica, "_parameters", lambda: found)


@pytest.mark.faults
def test_while_the_database_is_away_it_serves_what_it_has(own_server, monkeypatch):
    _on(own_server, monkeypatch)
    pages = Replica(patience=PATIENCE_SECONDS)
    pages.get("/")
    until(lambda: pages.get("/sida/"), "loaded")
    own_server.stop()
    for _ in range(20):
        assert pages.get("/sida/") is not None
        time.sleep(0.05)
    own_server.start()
    with psycopg.connect(own_server.url(), autocommit=True) as direct:
        direct.execute("DELETE FROM foundation_publishedpage")
        direct.execute("UPDATE foundation_publishingstate SET withdrawals = 1, revision = 2")
    until(lambda: pages.get("/sida/") is None, "the withdrawn page is gone")
    pages.stop()


@pytest.mark.faults
def test_away_too_long_it_serves_nothing_from_memory(own_server, monkeypatch):
    _on(own_server, monkeypatch)
    pages = Replica(patience=2)
    pages.get("/")
    until(lambda: pages.get("/sida/"), "loaded")
    own_server.stop()
    until(lambda: pages.get("/sida/") is None, "the page cannot be known to stand")
    own_server.start()
    until(lambda: pages.get("/sida/"), "contact again")
    pages.stop()
