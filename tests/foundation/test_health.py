"""What the two health addresses answer, and what they do not do."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from foundation.models import OutboxEvent
from foundation.views import health


def test_healthz_needs_nothing_but_the_process(client: Client) -> None:
    """No database mark on this test: a query would fail it."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readyz_names_every_check(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "outbox": "ok", "broker": "ok"},
    }
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "ready"),
    [(timedelta(), True), (timedelta(minutes=9), True), (timedelta(minutes=11), False)],
)
def test_an_event_that_has_waited_too_long_is_told(
    client: Client, waited: timedelta, *, ready: bool
) -> None:
    OutboxEvent.objects.create(kind="mail.send", key="1", due_at=timezone.now() - waited)
    answer = client.get("/readyz")
    assert answer.json()["ready"] is ready
    assert (answer.json()["checks"]["outbox"] == "ok") is ready
    assert answer.status_code == (200 if ready else 503)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["done_at", "dead_at"])
def test_an_event_that_is_done_or_given_up_waits_no_longer(client: Client, field: str) -> None:
    long_ago = timezone.now() - timedelta(days=1)
    OutboxEvent.objects.create(kind="mail.send", key="1", due_at=long_ago, **{field: long_ago})
    assert client.get("/readyz").json()["checks"]["outbox"] == "ok"


@pytest.mark.django_db
def test_a_waiting_migration_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    monkeypatch.setattr(health, "_migrated", set())
    MigrationRecorder.Migration.objects.filter(app="sessions").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "migrations are waiting"


@pytest.mark.django_db
def test_a_broker_that_cannot_be_reached_is_told_without_detail(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narvard.celery import app

    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "failed"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_nothing_is_changed_by_sending_to_them(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_the_brokers_folder_is_the_tests_own() -> None:
    assert Path(settings.BROKER_DIR, "queue").is_dir()
