"""The scenario, its visitors and their walk: made once for each file, rolled back after it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.made_once import made_once

if TYPE_CHECKING:
    from tests.rights.scenario import Scenario
    from tests.rights.walking import Visitors


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Scenario]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.rights.scenario import build

    with made_once(django_db_blocker):
        yield build()


@pytest.fixture(scope="module")
def visitors(made: "Scenario") -> "Visitors":
    from tests.rights.walking import Visitors

    return Visitors(made.people)
