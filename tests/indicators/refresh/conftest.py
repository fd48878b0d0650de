"""A series with its areas and a run, and series that are read from the emulator."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.indicators.refresh.making import Bench
    from tests.indicators.refresh.runs import Source
    from tests.support.kolada import Emulator


@pytest.fixture
def bench(db: None) -> "Bench":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.refresh.making import make_bench

    return make_bench()


@pytest.fixture
def emulated(monkeypatch: pytest.MonkeyPatch, settings: Any) -> "Iterator[Emulator]":
    """The emulator, read by the real client, which does not wait between its questions here."""
    from indicators.sources import base
    from tests.support.kolada import started

    found = started()
    # A run asks for what has changed since the last one, by our clock.
    monkeypatch.setattr(found, "keeps_our_time", True)
    found.reset()
    settings.KOLADA_BASE_URL = found.base_url
    monkeypatch.setitem(base._factories, "kolada", found.kolada)
    yield found
    found.reset()


@pytest.fixture
def source(db: None, emulated: "Emulator") -> "Source":
    """Three of the emulator's series, registered with a few areas."""
    from tests.indicators.refresh.runs import Source

    made = Source(emulated)
    made.register("N79173", "N20506", "N20500")
    return made
