"""A small county for the tests of the process, built once per module.

It stands in a transaction that is rolled back after the module; each test runs in a savepoint.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.made_once import made_once

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: Any) -> "Iterator[World]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.factories import small_county

    with made_once(django_db_blocker):
        made = small_county()
        for role in made.people:
            made.browser(role)
        yield made


@pytest.fixture
def world(built_world: "World", db: None) -> "World":
    return built_world.copy()
