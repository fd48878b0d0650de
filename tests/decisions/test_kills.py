"""200 decisions, and 100 kills of the workers that see to them: nothing lost, nothing double."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time as clock
from datetime import time
from pathlib import Path

import pytest
from django.core.management import call_command

from decisions import services
from decisions.models import AgendaItem, Decision, Meeting
from diary.models import DiaryDocument, DocumentFile
from foundation.models import OutboxEvent, OutgoingMail
from tests.decisions.support import Meetings
from tests.support.running import database_url

DECISIONS, KILLS = 200, 100
NURSERY = Path(__file__).with_name("nursery.py")

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


class Nursery:
    """A process that forks workers, and the file broker they listen to."""

    def __init__(self, folder: Path) -> None:
        for room in ("queue", "control", "processed"):
            (folder / "broker" / room).mkdir(parents=True)
        (folder / "mail").mkdir()
        environment = os.environ | {
            "DATA": str(folder),
            "DATABASE_URL": database_url(),
            # The first slash after the host is no part of the path.
            "EMAIL_URL": f"filemail:///{folder}/mail",
        }
        self.process = subprocess.Popen(
            [sys.executable, NURSERY], env=environment, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._answer() == "ready"

    def start(self) -> int:
        self._ask("start")
        return int(self._answer())

    def kill(self, group: int) -> None:
        """The whole group at once, as when the machine loses power; returns when it is gone."""
        os.killpg(group, signal.SIGKILL)
        self._ask(f"reap {group}")
        assert self._answer() == str(-signal.SIGKILL), "the worker died by itself"
        while _alive(group):
            clock.sleep(0.01)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def _ask(self, words: str) -> None:
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def _answer(self) -> str:
        return self.process.stdout.readline().strip()


@pytest.fixture
def nursery(tmp_path):
    found = Nursery(tmp_path)
    yield found
    found.end()


def _alive(group: int) -> bool:
    """Whether anybody of the group runs; one that is dead but not yet buried does not."""
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            with contextlib.suppress(OSError):
                state, _parent, its_group = _fields(place)[:3]
                if int(its_group) == group and state != "Z":
                    return True
    return False


def _fields(place: Path) -> list[str]:
    """State, parent, process group and the rest: what follows the name in parentheses."""
    return (place / "stat").read_text().rpartition(")")[2].split()


def many_decisions(at: Meetings) -> list[Decision]:
    """One decision made the whole way, and others like it at meetings of their own."""
    first = at.decided("rejected")
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=at.world.steering, held_on=first.decided_on, state="open",
            starts_at=time(number // 60 + 1, number % 60, 30),
        )
        for number in range(1, DECISIONS)
    )  # fmt: skip
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, paragraph=1, initiative=first.item.initiative)
        for meeting in meetings
    )
    more = Decision.objects.bulk_create(
        Decision(
            item=item, outcome=first.outcome, title=first.title, wording=first.wording,
            motivation=first.motivation, facts=first.facts, decided_on=first.decided_on,
            recorded_by=first.recorded_by, recorded_at=first.recorded_at,
        )
        for item in items
    )  # fmt: skip
    return [first, *more]


def waiting() -> int:
    """What decisions still wait for: PDFs, notices, messages to send."""
    kinds = ("decision.pdf", "decision.notice", "mail.send")
    return OutboxEvent.objects.filter(kind__in=kinds, done_at=None).count()


def done() -> int:
    return OutboxEvent.objects.exclude(done_at=None).count()


def work_a_while(dice: random.Random) -> None:
    """A worker's life: none or some events carried out, and then a moment more."""
    enough, late = done() + dice.randint(0, 9), clock.monotonic() + 20
    while done() < enough and waiting() and clock.monotonic() < late:
        clock.sleep(0.05)
    clock.sleep(dice.uniform(0, 0.2))


def wake(folder: Path) -> None:
    """What beat does every half minute: one message for each child of the worker.

    It goes to the folder that the workers listen to.
    """
    from narvard.celery import app

    broker = {
        "data_folder_in": str(folder / "broker" / "queue"),
        "data_folder_out": str(folder / "broker" / "queue"),
        "control_folder": str(folder / "broker" / "control"),
    }
    with app.connection_for_write("filesystem://", transport_options=broker) as connected:
        for _child in range(2):
            app.send_task("foundation.tasks.drain_outbox", connection=connected)


def test_two_hundred_decisions_and_a_hundred_kills(transactional_db, nursery, tmp_path):
    at = Meetings.in_small_county()
    decisions = many_decisions(at)
    dice = random.Random(2035)
    waiting_to_register = list(decisions)
    killed = 0
    while killed < KILLS:
        # Registrars go on working while workers come and go.
        for _ in range(2):
            if waiting_to_register:
                services.diarise(decision=waiting_to_register.pop(), actor=at.world.registrar)
        group = nursery.start()
        wake(tmp_path)
        work_a_while(dice)
        nursery.kill(group)
        killed += 1
    assert not waiting_to_register

    survivor = nursery.start()
    late = clock.monotonic() + 900
    while waiting() and clock.monotonic() < late:
        wake(tmp_path)
        clock.sleep(0.5)
    nursery.kill(survivor)

    assert waiting() == 0
    registered = DiaryDocument.objects.filter(category="Beslut")
    assert registered.count() == DECISIONS
    serials = sorted(registered.values_list("serial", flat=True))
    assert serials == list(range(serials[0], serials[0] + DECISIONS))
    copies = DocumentFile.objects.filter(document__category="Beslut", role="archive")
    assert copies.count() == DECISIONS
    assert copies.values("document").distinct().count() == DECISIONS
    assert all(
        bytes(content).startswith(b"%PDF-")
        for content in copies.values_list("file__content", flat=True)
    )
    notices = OutgoingMail.objects.filter(key__startswith="decision:")
    assert notices.count() == DECISIONS
    assert {int(key.split(":")[1]) for key in notices.values_list("key", flat=True)} == {
        decision.pk for decision in decisions
    }
    _sent_at_most_once(tmp_path / "mail", notices)
    call_command("verify_diary")


def _sent_at_most_once(folder: Path, notices) -> None:
    """What left the house: no message twice, and all but those in doubt once."""
    left = [
        line.split(":", 1)[1].strip()
        for path in folder.iterdir()
        for line in path.read_text(errors="replace").splitlines()
        if line.lower().startswith("message-id:")
    ]
    assert len(left) == len(set(left))
    sent = notices.exclude(sent_at=None).count()
    in_doubt = notices.filter(sent_at=None).exclude(sending_at=None).count()
    assert sent + in_doubt == DECISIONS
    assert sent <= len(left)
