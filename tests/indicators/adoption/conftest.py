"""A registry, and the diary that holds the decision on it."""

import pytest


@pytest.fixture
def decision(made):
    """A registered decision that anyone may read."""
    from diary.models import DiarySeries
    from tests.diary.making import document

    DiarySeries.objects.create(key="prov", prefix="PRV")
    return document(
        category="Beslut",
        title="Beslut om indikatorer",
        public_title="Beslut om indikatorer",
        party="Styrgruppen",
        public_party="Styrgruppen i Provlandet",
        direction="drawn_up",
    )
