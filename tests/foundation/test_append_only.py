"""Tables that only grow: tried in raw SQL, as an operator with a database client might."""

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.append_only import append_only
from foundation.models import StatusChange

pytestmark = pytest.mark.django_db


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def table():
    """A table that only grows, where `seal` may be filled in once."""
    run("CREATE TABLE prov_rad (id int PRIMARY KEY, text text, seal text, extra jsonb)")
    for statement in _statements(append_only("prov_rad", once=["seal"]).sql):
        run(statement)
    run("INSERT INTO prov_rad VALUES (1, 'ett', NULL, '{\"a\": 1}')")
    return "prov_rad"


def _statements(sql):
    function, trigger = sql.split("CREATE TRIGGER")
    return function, f"CREATE TRIGGER{trigger}"


def test_a_row_can_be_added(table):
    run("INSERT INTO prov_rad VALUES (2, 'två', NULL, NULL)")
    assert run("SELECT count(*) FROM prov_rad") == [(2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE prov_rad SET text = 'annat'",
        "UPDATE prov_rad SET text = NULL",
        "UPDATE prov_rad SET id = 2",
        "UPDATE prov_rad SET extra = '{\"a\": 2}'",
        "UPDATE prov_rad SET seal = 'x', text = 'annat'",
        "DELETE FROM prov_rad",
        "INSERT INTO prov_rad VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET text = 'x'",
    ],
)
def test_nothing_else_is_possible(table, sql):
    with pytest.raises(IntegrityError, match="prov_rad is append-only"):
        run(sql)
    assert run("SELECT text, extra->>'a' FROM prov_rad") == [("ett", "1")]


def test_a_named_column_is_filled_in_once_and_never_again(table):
    run("UPDATE prov_rad SET seal = 'ja'")
    assert run("SELECT seal FROM prov_rad") == [("ja",)]
    for again in ("'nej'", "NULL"):
        with pytest.raises(IntegrityError):
            run(f"UPDATE prov_rad SET seal = {again}")


def test_an_update_that_changes_nothing_is_let_through(table):
    before = run("SELECT * FROM prov_rad")
    run("UPDATE prov_rad SET text = text")
    assert run("SELECT * FROM prov_rad") == before


def test_without_named_columns_nothing_may_be_filled_in():
    run("CREATE TABLE prov_hel (id int, seal text)")
    for statement in _statements(append_only("prov_hel").sql):
        run(statement)
    run("INSERT INTO prov_hel VALUES (1, NULL)")
    with pytest.raises(IntegrityError):
        run("UPDATE prov_hel SET seal = 'x'")


def test_it_can_be_taken_back_by_a_migration(table):
    for statement in append_only("prov_rad").reverse_sql.split(";")[:2]:
        run(statement)
    run("DELETE FROM prov_rad")
    assert run("SELECT count(*) FROM prov_rad") == [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE foundation_statuschange SET reason = 'annat'",
        "UPDATE foundation_statuschange SET at = now()",
        "DELETE FROM foundation_statuschange",
    ],
)
def test_the_record_of_changes_is_such_a_table(sql):
    StatusChange.objects.create(subject_type="x", subject_id=1, transition="t", target="b")
    with pytest.raises(IntegrityError, match="append-only"):
        run(sql)
    assert StatusChange.objects.get().reason == ""
