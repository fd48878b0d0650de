"""A registry of indicators, made anew for each test."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from diary.models import DiaryDocument
    from tests.indicators.registry import Registry


@pytest.fixture
def made(db: None) -> "Registry":
    # Models cannot be imported while pytest reads the first conftests.
    from tests.indicators.registry import make_registry

    return make_registry()


@pytest.fixture
def decision(made: "Registry") -> "DiaryDocument":
    """A registered decision that anyone may read."""
    from diary.models import DiarySeries
    from tests.diary.making import document

    DiarySeries.objects.create(key="prov", prefix="PRV")
    found: DiaryDocument = document(
        category="Beslut",
        title="Beslut om indikatorer",
        public_title="Beslut om indikatorer",
        party="Styrgruppen",
        public_party="Styrgruppen i Provlandet",
        direction="drawn_up",
    )
    return found
