"""`manage.py refresh_indicators`, and the clock."""

from io import StringIO

import pytest
from celery.schedules import crontab
from django.conf import settings as project
from django.core.management import CommandError, call_command

from indicators.models import Observation, Refresh
from narvard.celery import app

pytestmark = pytest.mark.django_db


def command(*arguments):
    said = StringIO()
    call_command("refresh_indicators", *arguments, stdout=said)
    return said.getvalue()


def test_it_asks_for_a_run_of_each_source_that_is_used(source):
    assert command() == "Hämtningen av alla uppgifter från Kolada har börjat.\n"
    assert Refresh.objects.get().status == "waiting"


def test_it_waits_and_says_how_it_went(source):
    said = command("--source", "kolada", "--wait")
    run = Refresh.objects.get()
    assert run.status == "ok"
    assert f"Kolada: klar. {run.requests} anrop, {run.inserted} nya värden, 0 ändrade" in said
    assert Observation.objects.exists()
    assert "ändringar" in command("--kind", "changes", "--wait")


def test_a_run_that_fails_is_an_error(source):
    source.faults(gone_410={})
    with pytest.raises(CommandError) as error:
        command("--wait")
    assert error.value.returncode == 1


def test_without_series_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="Läs in en länsfil först"):
        command()
    with pytest.raises(CommandError, match="Inga serier från Kolada"):
        command("--source", "kolada")


def test_the_clock_reads_changes_on_weekdays_and_everything_once_a_week():
    schedule = project.CELERY_BEAT_SCHEDULE
    app.loader.import_default_modules()
    for name in ("refresh-changes", "refresh-everything", "tend-refreshes"):
        assert schedule[name]["task"] in app.tasks
    changes = schedule["refresh-changes"]["schedule"]
    everything = schedule["refresh-everything"]["schedule"]
    assert isinstance(changes, crontab)
    assert changes.day_of_week | everything.day_of_week == set(range(7))
    assert changes.day_of_week & everything.day_of_week == set()
    assert changes.minute == everything.minute
