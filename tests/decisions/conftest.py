"""A small county with members for each huvudman in the deciding body, and meetings.

It is made once for each file; what a test changes is undone after it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.made_once import made_once

if TYPE_CHECKING:
    from tests.decisions.support import Meetings


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> "Iterator[Meetings]":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.decisions.support import Meetings

    with made_once(django_db_blocker):
        yield Meetings.in_small_county()


@pytest.fixture
def at(built: "Meetings", db: None) -> "Meetings":
    return type(built)(built.world.copy())
