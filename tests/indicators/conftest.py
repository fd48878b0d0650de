"""A registry of indicators, made anew for each test."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.indicators.registry import Registry


@pytest.fixture
def made(db: None) -> "Registry":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.registry import make_registry

    return make_registry()
