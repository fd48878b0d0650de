"""A series with its areas and a run."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.indicators.refresh.making import Bench


@pytest.fixture
def bench(db: None) -> "Bench":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.refresh.making import make_bench

    return make_bench()
