"""Production's own commands against PostgreSQL with two roles, a real Redis and nginx."""

from collections.abc import Iterator

import psycopg
import pytest

from narvard.processes import BEAT, PUBLISHER, WEB, WORKER
from tests.support.production import HOST, Production, production
from tests.support.programs import missing, skip_or_fail
from tests.support.waiting import until

pytestmark = pytest.mark.redis

POST = """
import sys, django
django.setup()
from django.db import transaction
from foundation import mail
with transaction.atomic():
    mail.post(key=sys.argv[1], recipient="a@example.test", subject="Prov", body="Ett prov.")
"""
ONCE = {
    "decisions_decision": {"document_id"},
    "indicators_adoption": {"undone_by_id", "undone_at", "undone_reason"},
}
"""What goes from nothing to a value, one time. Each is a decision made here, not by the script."""


@pytest.fixture(scope="module")
def shape(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    if reason := missing("redis"):
        skip_or_fail(reason)
    with production(tmp_path_factory.mktemp("production")) as shape:
        shape.settings["DJANGO_SETTINGS_MODULE"] = "narvard.settings"
        shape.manage("load_county", "county/data/sormland.json")
        for process in (WEB, WORKER, PUBLISHER):
            shape.start_listed(process)
        until(lambda: ready(shape), "readiness")
        yield shape


def ready(shape: Production) -> bool:
    return shape.get(f"http://127.0.0.1:{shape.web_port}/readyz")[0] == 200


def sent(shape: Production, key: str) -> bool:
    with psycopg.connect(shape.url("portal")) as connection:
        row = connection.execute(
            "SELECT sent_at IS NOT NULL FROM foundation_outgoingmail WHERE key = %s", [key]
        ).fetchone()
    return row is not None and row[0]


def grow_only(shape: Production) -> list[str]:
    with psycopg.connect(shape.url("portal")) as connection:
        found = connection.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
            "WHERE tgname LIKE '%\\_append\\_only' ORDER BY 1"
        ).fetchall()
    return [table for (table,) in found]


def changeable(connection: psycopg.Connection, table: str) -> set[str]:
    found = connection.execute(
        "SELECT column_name FROM information_schema.column_privileges "
        "WHERE grantee = 'portal_app' AND table_name = %s AND privilege_type = 'UPDATE'",
        [table],
    )
    return {column for (column,) in found}


def key(connection: psycopg.Connection, table: str) -> set[str]:
    found = connection.execute(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid "
        "AND attnum = ANY (indkey) WHERE indisprimary AND indrelid = %s::regclass",
        [table],
    )
    return {column for (column,) in found}


def test_a_message_goes_through_redis_to_the_worker(shape: Production) -> None:
    """Beat is not running: only a wake-up through Redis can have reached the worker."""
    assert "beat" not in shape.running
    before = shape.redis().info("commandstats").get("cmdstat_lpush", {"calls": 0})["calls"]
    shape.python("-c", POST, "through-redis")
    until(lambda: sent(shape, "through-redis"), "the message to be sent")
    assert shape.redis().info("commandstats")["cmdstat_lpush"]["calls"] > before
    assert "Ett prov." in (shape.folder / "worker.log").read_text()


def test_the_register_grows_only_for_the_application(shape: Production) -> None:
    tables = grow_only(shape)
    assert {"diary_diarydocument", "decisions_decision", "foundation_statuschange"} <= set(tables)
    with psycopg.connect(shape.url("portal_app"), autocommit=True) as connection:
        for table in tables:
            connection.execute(f"SELECT * FROM {table} LIMIT 1")
            for refused in (
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
                f"ALTER TABLE {table} DISABLE TRIGGER ALL",
                f"DROP TABLE {table}",
            ):
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(refused)
            assert changeable(connection, table) == key(connection, table) | ONCE.get(table, set())
            allowed = "has_table_privilege('portal_app', %s, 'INSERT')"
            assert connection.execute(f"SELECT {allowed}", [table]).fetchone() == (True,)


def test_a_locked_row_of_the_register_stays_what_it_was(shape: Production) -> None:
    """The one column that may be locked cannot be changed either: the trigger refuses."""
    with psycopg.connect(shape.url("portal_app"), autocommit=True) as connection:
        before = connection.execute("SELECT count(*), max(id) FROM diary_diarycase").fetchone()
        assert before is not None
        assert before[0] > 0
        connection.execute("SELECT id FROM diary_diarycase LIMIT 1 FOR UPDATE")
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("UPDATE diary_diarycase SET id = id + 1000000")
        after = connection.execute("SELECT count(*), max(id) FROM diary_diarycase").fetchone()
    assert after == before


def test_rights_can_be_given_again_and_reach_no_further(shape: Production) -> None:
    shape.grant()
    with psycopg.connect(shape.url("portal_app"), autocommit=True) as connection:
        for refused in (
            "CREATE TABLE mine (id int)",
            "CREATE ROLE another",
            "DELETE FROM django_migrations",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(refused)
        role = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert role.fetchone() == (False, False, False)


def test_nginx_serves_the_portal_and_holds_back_floods(shape: Production) -> None:
    shape.start_nginx()
    site = f"https://{HOST}:{shape.https_port}"

    status, headers, _body = shape.get(f"http://{HOST}:{shape.http_port}/behov/?q=1")
    assert (status, headers["Location"]) == (301, f"https://{HOST}/behov/?q=1")

    until(lambda: shape.get(f"{site}/")[0] == 200, "the front page")
    status, headers, body = shape.get(f"{site}/")
    assert b"</html>" in body
    assert "Set-Cookie" not in headers
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")

    sheet = body.decode().partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _body = shape.get(f"{site}{sheet}", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]

    answers = [shape.get(f"{site}/behov/lamna/", b"title=x")[0] for _ in range(12)]
    assert 429 in answers
    assert answers[0] != 429
    assert shape.get(f"{site}/behov/lamna/")[0] != 429


def test_what_was_asked_while_redis_was_gone_is_done_when_beat_sweeps(shape: Production) -> None:
    shape.stop("redis")
    shape.python("-c", POST, "without-redis")
    assert not sent(shape, "without-redis")
    status, _headers, body = shape.get(f"http://127.0.0.1:{shape.web_port}/readyz")
    assert status == 503
    assert b'"broker": "failed"' in body
    assert b'"database": "ok"' in body

    shape.start_redis()
    shape.start_listed(BEAT)

    until(lambda: sent(shape, "without-redis"), "the sweep to find the message")
    until(lambda: ready(shape), "readiness")
