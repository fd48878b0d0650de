"""Decisions only grow: the database refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from decisions.models import Decision

TABLES = ("decisions_decision", "decisions_position", "decisions_assignment")


def run(sql, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(at, table):
    at.decided()
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "decisions_decision SET outcome = 'rejected'",
        "decisions_decision SET title = 'Något annat'",
        "decisions_decision SET facts = '{}'",
        "decisions_decision SET wording = '[]'",
        "decisions_decision SET decided_on = decided_on + 1",
        "decisions_decision SET motivation = 'Andra skäl'",
        "decisions_decision SET responsible_id = NULL",
        "decisions_position SET stance = 'supports'",
        "decisions_position SET note = 'Ändrad'",
        "decisions_assignment SET leads = NOT leads",
    ],
)
def test_no_row_is_changed(at, change):
    at.decided()
    with pytest.raises(IntegrityError, match="append-only"):
        run(f"UPDATE {change}")


def test_the_document_is_set_once_and_stays(at):
    first, second = at.decided(), at.decided(title="Gemensamt hembesök inom tre dygn")
    at.diarise(first)
    document = at.diarise(second)
    with pytest.raises(IntegrityError, match="append-only"):
        run("UPDATE decisions_decision SET document_id = NULL WHERE id = %s", first.pk)
    with pytest.raises(IntegrityError, match="append-only"):
        run("UPDATE decisions_decision SET document_id = %s WHERE id = %s", document.pk, first.pk)
    assert Decision.objects.get(pk=first.pk).document_id != document.pk


def test_one_lead_one_stance_each_one_decision_per_item(at):
    decision = at.decided()
    at.world.group_b.assignments.get()
    with pytest.raises(IntegrityError, match="one_lead"):
        run(
            "INSERT INTO decisions_assignment (decision_id, body_id, leads) VALUES (%s, %s, true)",
            decision.pk, at.world.receivers.pk,
        )  # fmt: skip
    with pytest.raises(IntegrityError, match="one_stance_each"):
        run(
            "INSERT INTO decisions_position (decision_id, principal_id, stance, note)"
            " VALUES (%s, %s, 'supports', '')",
            decision.pk, at.world.north.pk,
        )  # fmt: skip
