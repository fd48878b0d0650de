"""A small county for the tests of the process, built once per module.

It stands in a transaction that is rolled back after the module; each test runs in a savepoint.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

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
            yield small_county()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def world(built_world: "World", db: None) -> "World":
    return built_world
