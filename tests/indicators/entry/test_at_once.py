"""Two at the same moment, and a worker that dies: nothing is lost, nothing done twice."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from foundation import outbox
from foundation.errors import DomainError
from foundation.models import OutboxEvent, StatusChange
from indicators.models import EnteredValue, GoalAreaReport, Observation, Revision, Upload
from indicators.services.entries import enter_value, move_entry
from indicators.services.reports import order_report
from indicators.services.uploads.deciding import move_upload
from indicators.services.uploads.receiving import receive_file
from indicators.sources.base import Period
from tests.factories import make_user
from tests.indicators.entry.files import brought, csv_of
from tests.indicators.registry import make_registry
from tests.support.running import running
from tests.support.waiting import PATIENCE_SECONDS, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(transactional_db):
    """Committed rows, so that every connection sees them."""
    return make_registry()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts on connections of their own, let go at the same moment; refusals as results."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def refusals(results):
    return [each for each in results if isinstance(each, DomainError)]


def enter(made, actor, value=12.5):
    return enter_value(
        series=made.manual, area=made.areas["0480"], period=Period(2025), gender="T",
        value=value, source_text="Enkäten", actor=actor,
    )  # fmt: skip


def test_two_confirm_the_same_value_and_one_is_told(made):
    third = make_user("third", "steward_indicators")
    entry = enter(made, made.steward)
    results = at_once(*(
        lambda who=who: move_entry(entry_id=entry.pk, key="confirm", version=1, actor=who)
        for who in (made.other_steward, third)
    ))  # fmt: skip
    assert [refusal.status for refusal in refusals(results)] == [409]
    assert Observation.objects.get().value == 12.5
    assert not Revision.objects.exists()
    assert StatusChange.of(entry).count() == 1


def test_two_enter_the_same_place_and_one_is_told(made):
    results = at_once(
        lambda: enter(made, made.steward, 1.0), lambda: enter(made, made.other_steward, 2.0)
    )
    (refusal,) = refusals(results)
    assert "väntar redan på granskning" in refusal.problems[0].message
    assert EnteredValue.objects.count() == 1


def test_two_files_for_the_same_place_are_not_both_let_in(made):
    files = []
    for owner, value in ((made.steward, 5), (made.other_steward, 6)):
        upload = brought(made, csv_of(f"0480;2024;T;{value}"), actor=owner)
        move_upload(
            upload_id=upload.pk, key="propose", version=upload.version, actor=owner,
            digest=upload.preview_digest,
        )  # fmt: skip
        files.append(Upload.objects.get(pk=upload.pk))
    first, second = files
    results = at_once(*(
        lambda upload=upload, who=who: move_upload(
            upload_id=upload.pk, key="apply", version=upload.version, actor=who,
            digest=upload.preview_digest,
        )
        for upload, who in ((first, made.other_steward), (second, made.steward))
    ))  # fmt: skip
    (refusal,) = refusals(results)
    assert "Jämför på nytt" in refusal.message
    assert sorted(Upload.objects.values_list("state", flat=True)) == ["applied", "proposed"]
    assert Observation.objects.count() == 1
    assert not Revision.objects.exists()


def test_two_order_the_same_report_and_one_is_made(made):
    results = at_once(*(
        lambda who=who: order_report(goal_area=made.goal_area, year=2025, actor=who)
        for who in (made.steward, made.other_steward)
    ))  # fmt: skip
    assert len(refusals(results)) == 1
    assert GoalAreaReport.objects.count() == 1
    assert OutboxEvent.objects.count() == 1


def test_a_worker_killed_while_it_reads_leaves_a_file_that_the_next_reads_whole(made, tmp_path):
    lines = [f"0480;{2007 + row % 18};T;{row % 100}" for row in range(40_000)]
    upload = receive_file(
        series=made.manual, name="a.csv", content=csv_of(*lines, "0481;2024;T;5"),
        source_text="Enkäten", actor=made.steward,
    )  # fmt: skip

    def has_begun():
        return Upload.objects.get(pk=upload.pk).rows_read > 0

    with running("manage.py", "drain_outbox", log=tmp_path / "worker.log") as worker:
        until(has_begun, "the file is being read")
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(PATIENCE_SECONDS)
    upload.refresh_from_db()
    assert upload.state == "reading"
    assert not upload.rows.exists()
    # The database lets go of what the dead worker held when it has noticed, which may take a while.
    until(outbox.drain, "the file is taken over")
    upload.refresh_from_db()
    assert (upload.state, upload.new, upload.refused) == ("previewed", 1, 40_000)
    assert upload.rows.count() == 40_001
    assert OutboxEvent.objects.get().attempts == 2
