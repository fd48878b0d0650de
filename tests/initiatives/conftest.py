"""A small county for the tests of the process."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.factories import World


@pytest.fixture
def world(db: None) -> "World":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.factories import small_county

    return small_county()
