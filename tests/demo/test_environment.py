"""Settings from the environment: what is missing is named, and production is locked down."""

import os
import re
import secrets
import subprocess
import sys

import pytest

from narvard.environment import REQUIRED, database
from tests.support.demo_runs import ROOT, clean_environment

PRODUCTION = {
    "DATABASE_URL": "postgresql://portal_app:secret@localhost:1/portal",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "portalen.example.test",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_djangos_own_check_without_a_warning() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_a_missing_variable_is_named_in_one_line(name: str) -> None:
    done = manage("check", **{key: value for key, value in PRODUCTION.items() if key != name})
    assert done.returncode == 1
    assert done.stderr.strip() == f"Miljövariabeln {name} saknas. Ange {REQUIRED[name]}."


def test_all_missing_variables_are_named_at_once() -> None:
    done = manage("check")
    assert [line.split()[1] for line in done.stderr.splitlines()] == list(REQUIRED)
    assert "Traceback" not in done.stderr


def test_the_demo_is_never_on_by_itself() -> None:
    script = "from django.conf import settings as s; print(s.DEMO, s.DEBUG, s.SECURE_SSL_REDIRECT)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=clean_environment(DJANGO_SETTINGS_MODULE="narvard.settings", **PRODUCTION),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False", "True"]


def test_every_variable_that_is_read_is_documented() -> None:
    manual = (ROOT / "docs" / "drift.md").read_text()
    read = set()
    for file in ("settings.py", "environment.py", "gunicorn.py"):
        code = (ROOT / "narvard" / file).read_text()
        read |= set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", code))
        read |= set(re.findall(r"environ\.get\(\"(\w+)\"", code))
    assert len(read) > 8
    assert [name for name in sorted(read | set(REQUIRED)) if f"`{name}`" not in manual] == []


@pytest.mark.parametrize(
    ("url", "host", "name"),
    [
        ("postgresql://a:b@db.example.test:5432/portal", "db.example.test", "portal"),
        ("postgresql://a@/portal?host=/run/postgresql", "/run/postgresql", "portal"),
        ("postgresql://a@/portal?host=/srv/MiXed/run&sslmode=disable", "/srv/MiXed/run", "portal"),
    ],
)
def test_the_database_is_found_by_host_or_by_socket(
    url: str, host: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.delenv("DATABASE_POOL", raising=False)
    settings = database()
    assert (settings["HOST"], settings["NAME"]) == (host, name)
    assert "host" not in settings["OPTIONS"]
    assert settings["CONN_HEALTH_CHECKS"] is True
    assert "pool" not in settings["OPTIONS"]


def test_the_pool_is_for_those_who_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", os.environ["DATABASE_URL"])
    monkeypatch.setenv("DATABASE_POOL", "1")
    settings = database()
    assert settings["OPTIONS"]["pool"]["max_size"] >= 4
    assert "CONN_MAX_AGE" not in settings
