"""The scenario, its visitors and their walk: made once for each file, rolled back after it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

if TYPE_CHECKING:
    from tests.rights.scenario import Scenario
    from tests.rights.walking import Visitors


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Scenario]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.rights.scenario import build

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(scope="module")
def visitors(made: "Scenario") -> "Visitors":
    from tests.rights.walking import Visitors

    return Visitors(made.people)
