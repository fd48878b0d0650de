"""Public pages are tried on the real county files, each loaded once per module of tests."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction

FILES = Path(__file__).parents[2] / "county" / "data"


@contextmanager
def loaded(county, blocker):
    """The county's file in an outer transaction, undone when the module's tests are done."""
    from county.loader.service import load

    with blocker.unblock(), transaction.atomic():
        load(FILES / f"{county}.json")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sormland_file(django_db_setup, django_db_blocker):
    with loaded("sormland", django_db_blocker):
        yield


@pytest.fixture(scope="module")
def vasternorrland_file(django_db_setup, django_db_blocker):
    with loaded("vasternorrland", django_db_blocker):
        yield


@pytest.fixture
def sormland(sormland_file, db):
    """Sörmland, with what a test changes undone after it."""


@pytest.fixture
def vasternorrland(vasternorrland_file, db):
    """Västernorrland, with what a test changes undone after it."""
