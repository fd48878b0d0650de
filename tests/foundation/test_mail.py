"""Mail through the outbox, against a real SMTP server that may refuse, hang up or fall silent."""

import contextlib
import socketserver
import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation import mail, outbox
from foundation.models import OutboxEvent, OutgoingMail

pytestmark = pytest.mark.django_db


class Server(socketserver.ThreadingTCPServer):
    """A small SMTP server. `answer` says what it does with a message: take, refuse, hang up."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answer = "take"
        self.received = []


class Talk(socketserver.StreamRequestHandler):
    """One client's conversation."""

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 prov")
        while line := self.rfile.readline().decode():
            verb = line.split()[0].upper()
            if verb == "QUIT":
                self.say("221 hej då")
                return
            if verb == "RCPT" and self.server.answer == "unknown":
                self.say("550 okänd")
            elif verb == "DATA":
                self.say("354 skriv")
                text = self._text()
                if self.server.answer == "hang up":
                    return
                if self.server.answer == "refuse":
                    self.say("554 nej")
                else:
                    self.server.received.append(text)
                    if self.server.answer == "take and hang up":
                        return
                    self.say("250 tack")
            else:
                self.say("250 ja")

    def _text(self):
        lines = []
        while (line := self.rfile.readline().decode()) != ".\r\n":
            lines.append(line)
        return "".join(lines)


@pytest.fixture
def server(settings):
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = found.server_address
        settings.EMAIL_TIMEOUT = 60
        settings.DEFAULT_FROM_EMAIL = "Portalen <portalen@example.test>"
        yield found
        found.shutdown()
        thread.join()


def post(key="beslut:1"):
    mail.post(key=key, recipient="nagon@example.test", subject="Beslut fattat", body="Läs på sidan")


def again():
    OutboxEvent.objects.update(due_at=timezone.now())
    return outbox.drain()


def later():
    """Let the time pass after which a message in the air is in doubt."""
    OutgoingMail.objects.filter(sending_at__isnull=False).update(
        sending_at=timezone.now() - mail.UNCERTAIN_AFTER - timedelta(seconds=1)
    )


def test_a_message_is_written_once_and_sent_once(server):
    post()
    post()
    assert outbox.drain() == 1
    assert outbox.drain() == 0
    assert len(server.received) == 1
    assert "Subject: Beslut fattat" in server.received[0]
    row = OutgoingMail.objects.get()
    assert row.sent_at >= row.sending_at >= row.created_at


def test_the_message_id_comes_from_the_key_and_is_well_formed(server):
    post()
    post("beslut:2")
    outbox.drain()
    first, second = (
        next(line for line in text.splitlines() if line.startswith("Message-ID"))
        for text in server.received
    )
    assert first != second
    assert first.endswith("@example.test>")
    assert ":1" not in first.removeprefix("Message-ID:")


def test_a_server_that_cannot_be_reached_is_tried_again(server, settings):
    good = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    post()
    assert outbox.drain() == 0
    assert OutgoingMail.objects.get().sending_at is None
    settings.EMAIL_PORT = good
    assert again() == 1
    assert len(server.received) == 1


@pytest.mark.parametrize("answer", ["refuse", "unknown"])
def test_a_refusal_is_no_doubt_and_is_tried_again(server, answer):
    server.answer = answer
    post()
    assert outbox.drain() == 0
    assert OutgoingMail.objects.get().sending_at is None
    assert not mail.uncertain().exists()
    assert OutboxEvent.objects.get().failures == 1
    server.answer = "take"
    assert again() == 1
    assert len(server.received) == 1


@pytest.mark.parametrize("answer", ["hang up", "take and hang up"])
def test_a_line_that_breaks_after_the_text_leaves_a_doubt_for_a_person(server, answer):
    """Nobody but the server knows whether the message was taken, so it is not sent again."""
    server.answer = answer
    post()
    assert outbox.drain() == 1
    server.answer = "take"
    assert again() == 0
    assert not mail.uncertain().exists(), "not yet: the answer might be on its way"
    later()
    assert mail.uncertain().get().sent_at is None


def test_a_fault_of_our_own_is_no_doubt(server):
    mail.post(key="x", recipient="nagon@example.test", subject="Två\nrader", body="")
    assert outbox.drain() == 0
    assert OutgoingMail.objects.get().sending_at is None
    assert "BadHeaderError" in OutboxEvent.objects.get().last_error


def test_a_message_in_the_air_when_its_worker_died_is_not_sent_again(server):
    post()
    OutgoingMail.objects.update(sending_at=timezone.now())
    assert outbox.drain() == 1
    assert server.received == []
    later()
    assert mail.uncertain().count() == 1


def test_a_person_sends_a_message_in_doubt_again(server):
    server.answer = "hang up"
    post()
    outbox.drain()
    later()
    server.answer = "take"
    row = OutgoingMail.objects.get()
    assert mail.send_again(row) is True
    assert mail.send_again(row) is False
    assert outbox.drain() == 1
    assert len(server.received) == 1
    assert OutgoingMail.objects.get().sent_at is not None


def test_a_person_settles_that_a_message_arrived(server):
    server.answer = "take and hang up"
    post()
    outbox.drain()
    later()
    row = OutgoingMail.objects.get()
    assert mail.mark_sent(row) is True
    assert mail.mark_sent(row) is False
    assert mail.send_again(row) is False
    assert outbox.drain() == 0
    assert len(server.received) == 1


def test_a_message_of_a_transaction_rolled_back_is_never_sent(server):
    from django.db import transaction

    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert outbox.drain() == 0
    assert server.received == []


def test_the_server_is_left_politely_when_there_is_nothing_to_send(server):
    post()
    OutgoingMail.objects.update(sending_at=timezone.now())
    with contextlib.suppress(ConnectionError):
        outbox.drain()
    assert OutboxEvent.objects.get().done_at is not None
