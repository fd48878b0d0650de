"""A small county for the tests of the process, built once per module.

It stands in a transaction that is rolled back after the module; each test runs in a savepoint.
"""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.db.models import Model

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: Any) -> "Iterator[World]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.factories import small_county

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            made = small_county()
            for role in made.people:
                made.browser(role)
            yield made
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def world(built_world: "World", db: None) -> "World":
    # Copies, so that a test that deletes or changes a row leaves the next one its own.
    rows = {
        key: copy(value) for key, value in vars(built_world).items() if isinstance(value, Model)
    }
    return replace(built_world, **rows)
