"""A small county with members for each huvudman in the deciding body, and meetings."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.decisions.support import Meetings


@pytest.fixture
def at(db: None) -> "Meetings":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.decisions.support import Meetings

    return Meetings.in_small_county()
