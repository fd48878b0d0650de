"""Those who answer for the figures, at the emulator."""

from typing import TYPE_CHECKING

import pytest

from tests.indicators.refresh.conftest import bench, emulated, source

if TYPE_CHECKING:
    from tests.indicators.steward.people import People

__all__ = ["bench", "emulated", "people", "source"]


@pytest.fixture
def people(db: None) -> "People":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.steward.people import People

    return People.in_a_county()
