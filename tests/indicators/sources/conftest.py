"""The readers under test, against the emulator, and Kolada's also against the real one if asked."""

import os

import pytest

from indicators.sources import kolada
from indicators.sources.base import Tally
from tests.support.kolada import emulator

__all__ = ["emulator"]

LIVE = "https://api.kolada.se/v3"
ASKED = os.environ.get("KOLADA_LIVE") == "1"
REASON = "the real Kolada is only asked with KOLADA_LIVE=1"


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def real() -> kolada.Kolada:
    """Kolada itself, at its own pace."""
    if not ASKED:
        pytest.skip(REASON)
    return kolada.Kolada(LIVE)


@pytest.fixture(params=["emulator", pytest.param("real", marks=pytest.mark.live)][: 1 + ASKED])
def reader(request: pytest.FixtureRequest) -> kolada.Kolada:
    """The same questions to both: what holds for one must hold for the other."""
    found = request.getfixturevalue(request.param)
    return found if request.param == "real" else found.kolada()
