"""The chain finds whatever was done beside the services; the tables refuse to be changed."""

import json
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from diary import services
from diary.errors import AlreadyRegistered
from diary.models import (
    GENESIS,
    ChainCheck,
    ChainHead,
    DiaryDocument,
    DiarySeries,
    RegisterEntry,
    Submission,
)
from diary.services import once
from tests.diary.making import PDF, document, open_case

pytestmark = pytest.mark.django_db

TABLES = {
    "diary_diarycase": "title",
    "diary_diarydocument": "public_title",
    "diary_storedfile": "media_type",
    "diary_documentfile": "name",
    "diary_secrecymark": "provision",
    "diary_voiding": "reason",
    "diary_registerentry": "payload",
    "diary_submission": "token",
}


@pytest.fixture
def register(series, registrar):
    """One of everything."""
    from uuid import UUID

    registered = document(files=[services.NewFile(PDF, "application/pdf", "brev.pdf")])
    services.mark_secret(
        document=registered, provision="OSL 25:1", authority="Prov", actor=registrar
    )
    services.lift_secrecy(document=registered, note="Prövad", actor=registrar)
    services.void(document=registered, reason="Fel", actor=registrar)
    once.remember(UUID(int=1), registered)
    commit()
    return registered


def commit():
    """Run what the database does when a transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def behind_the_back(sql, *parameters):
    """Change the database as one who owns it can: with the triggers asleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, parameters)
        assert cursor.rowcount > 0
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_no_table_of_the_register_can_be_changed(register, table, verb):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        before = cursor.fetchone()
        assert before[0] > 0
        cursor.execute("SET LOCAL diary.strict = 'on'")
        statement = {
            "UPDATE": f"UPDATE {table} SET {TABLES[table]} = {TABLES[table]}",
            "DELETE": f"DELETE FROM {table}",
            "TRUNCATE": f"TRUNCATE {table} CASCADE",
        }[verb]
        if verb == "UPDATE":
            changed = "gen_random_uuid()" if table == "diary_submission" else "'x'"
            statement = f"UPDATE {table} SET {TABLES[table]} = {changed}"
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == before


def test_the_chain_links_every_event_in_order(register):
    entries = list(RegisterEntry.objects.all())
    assert [entry.position for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert [entry.kind for entry in entries] == [
        "case_opened", "document_registered", "file_attached", "secrecy_marked",
        "secrecy_lifted", "voided",
    ]  # fmt: skip
    assert entries[0].previous_hash == GENESIS
    for before, after in pairwise(entries):
        assert after.previous_hash == before.hash
    assert all(entry.computed_hash() == entry.hash for entry in entries)
    assert json.loads(entries[1].payload)["number"] == register.number
    assert [entry.subject_id for entry in entries[:2]] == [register.case_id, register.pk]
    head = ChainHead.objects.get()
    assert (head.position, head.hash) == (6, entries[-1].hash)
    assert str(entries[0]) == "PRV 1 case_opened"


def test_what_is_rolled_back_leaves_no_link(series):
    with transaction.atomic():
        document()
        transaction.set_rollback(True)
    commit()
    assert not RegisterEntry.objects.exists()
    assert open_case().number == "PRV26-0001"


def test_each_series_has_a_chain_of_its_own(series):
    other = DiarySeries.objects.create(key="annan", prefix="ANN", is_default=False)
    for each in (series, other, series):
        open_case(series=each)
    commit()
    assert [head.position for head in ChainHead.objects.order_by("series_id")] == [2, 1]
    assert services.verify(other) == services.verify(series) == services.verify() == []


TAMPERING = {
    "title": ("UPDATE diary_diarydocument SET title = 'Annan'", 2, "raden är ändrad"),
    "date": ("UPDATE diary_diarydocument SET dated = '2001-01-01'", 2, "raden är ändrad"),
    "case": ("UPDATE diary_diarycase SET public_title = ''", 1, "raden är ändrad"),
    "file name": ("UPDATE diary_documentfile SET name = 'x.pdf'", 3, "raden är ändrad"),
    "mark": ("UPDATE diary_secrecymark SET provision = 'x' WHERE lifts_id IS NULL", 4, "ändrad"),
    "voiding gone": ("DELETE FROM diary_voiding", 6, "raden är borttagen"),
    "payload": ("UPDATE diary_registerentry SET payload = '{}' WHERE position = 2", 2,
                "innehållet är ändrat"),
    "kind": ("UPDATE diary_registerentry SET kind = 'x' WHERE position = 3", 3, "innehållet"),
    "time": ("UPDATE diary_registerentry SET at = at - interval '1 day' WHERE position = 5", 5,
             "innehållet är ändrat"),
    "link gone": ("DELETE FROM diary_registerentry WHERE position = 3", 3, "länken saknas"),
    "tail gone": ("DELETE FROM diary_registerentry WHERE position = 6", 6, "kedjans slut"),
    "head": ("UPDATE diary_chainhead SET position = 9", 7, "kedjans slut"),
    "head gone": ("DELETE FROM diary_chainhead", 7, "kedjans slut"),
    "first": ("UPDATE diary_registerentry SET previous_hash = repeat('a', 64) WHERE position = 1",
              1, "länken före är en annan"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found_and_placed(register, what):
    sql, position, message = TAMPERING[what]
    behind_the_back(sql)
    found = services.verify()
    assert (found[0].series, found[0].position) == ("PRV", position)
    assert message in str(found[0])
    assert str(found[0]).startswith(f"PRV länk {position}: ")
    assert found == services.verify()


def test_a_rewritten_entry_breaks_the_one_after_it(register):
    """Whoever changes an entry and computes its hash anew is betrayed by the next."""
    entry = RegisterEntry.objects.get(position=2)
    entry.payload = entry.payload.replace("Intern rubrik", "Annan rubrik")
    behind_the_back(
        "UPDATE diary_registerentry SET payload = %s, hash = %s WHERE position = 2",
        entry.payload,
        entry.computed_hash(),
    )
    behind_the_back("UPDATE diary_diarydocument SET title = 'Annan rubrik'")
    assert [(link.position, "före" in link.message) for link in services.verify()] == [(3, True)]


def test_a_row_put_in_beside_the_triggers_is_found(register):
    behind_the_back(
        "INSERT INTO diary_diarydocument (case_id, year, case_serial, serial, number, title, "
        "public_title, category, direction, party, public_party, dated, date_precision, origin, "
        "archive_expected, registered_at, registered_by_name, words, public_words) "
        "SELECT case_id, year, case_serial, 9, 'PRV26-0001-9', title, public_title, category, "
        "direction, party, public_party, dated, date_precision, origin, archive_expected, "
        "registered_at, registered_by_name, words, public_words FROM diary_diarydocument"
    )
    assert [str(link) for link in services.verify()] == [
        "PRV: PRV26-0001-9 står i registret utan länk i kedjan."
    ]


def test_changed_and_removed_bytes_are_found(register):
    behind_the_back("UPDATE diary_storedfile SET content = content || 'x'::bytea")
    (changed,) = services.verify()
    assert "är ändrat" in str(changed)
    assert register.number in str(changed)
    behind_the_back("DELETE FROM diary_storedfile")
    assert [str(link) for link in services.verify()] == [
        f"filer: filen {register.files.get().file_id[:12]}… är borttagen."
    ]


def test_verify_diary_says_that_all_is_well_and_keeps_it(register):
    out = StringIO()
    call_command("verify_diary", stdout=out)
    assert out.getvalue() == "Diariet är helt: 6 händelser kontrollerade.\n"
    check = ChainCheck.objects.get()
    assert (check.entries, check.files, check.problems) == (6, 1, 0)
    call_command("verify_diary", series="PRV", stdout=out)
    assert ChainCheck.objects.count() == 1


def test_verify_diary_fails_and_names_the_first_broken_link(register):
    behind_the_back("UPDATE diary_diarydocument SET title = 'Annan'")
    behind_the_back("UPDATE diary_storedfile SET content = 'x'")
    err = StringIO()
    with pytest.raises(CommandError, match="Först bruten: PRV länk 2") as failure:
        call_command("verify_diary", stderr=err)
    assert failure.value.returncode == 1
    assert len(err.getvalue().splitlines()) == 2
    check = ChainCheck.objects.get()
    assert check.problems == 2
    assert check.first_problem.startswith("PRV länk 2")
    with pytest.raises(CommandError, match="XYZ finns inte"):
        call_command("verify_diary", series="XYZ")


def test_the_nightly_check_keeps_its_outcome(register):
    from diary.tasks import verify_register

    verify_register()
    assert ChainCheck.objects.get().problems == 0


def test_a_form_token_registers_one_document(register):
    submission = Submission.objects.get()
    with pytest.raises(AlreadyRegistered, match=f"Redan diariefört som {register}"):
        once.remember(submission.token, document(register.case))
    assert DiaryDocument.objects.count() == 2


def test_payloads_do_not_depend_on_the_sessions_time_zone(series):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone TO 'Asia/Tokyo'")
    open_case()
    commit()
    assert "+00:00" in RegisterEntry.objects.get().payload
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone TO 'UTC'")
    assert services.verify() == []


def test_an_entry_cannot_be_written_by_hand_twice(register):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO diary_registerentry (series_id, position, kind, subject_id, payload, "
            "at, previous_hash, hash) SELECT series_id, position, kind, subject_id + 1, "
            "payload, at, previous_hash, 'x' FROM diary_registerentry WHERE position = 1"
        )
