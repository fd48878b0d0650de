"""The floors, the migrations and the templates hold together."""

import importlib
import subprocess
import sys

import pytest
from django.core.management import call_command

from foundation.migrating import FirstMigration
from tests.support.sources import APPS, ROOT


def test_each_floor_imports_only_from_the_floors_below() -> None:
    """In a process of its own: the program silences every logger that there is."""
    code = "from importlinter.cli import lint_imports_command as command; command()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    differs = False
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        differs = True
    assert not differs, "a model differs from its migrations: run manage.py makemigrations"


WITH_TABLES = [app for app in APPS if (ROOT / app / "migrations" / "0001_initial.py").exists()]


@pytest.mark.parametrize("app", WITH_TABLES)
def test_first_migrations_are_applied_in_one_step(app: str) -> None:
    """Otherwise a new database takes half a minute (foundation/migrating.py)."""
    first = importlib.import_module(f"{app}.migrations.0001_initial").Migration
    assert issubclass(first, FirstMigration)


def test_templates_are_well_formed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "djlint", "--quiet", "--lint", "templates"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
