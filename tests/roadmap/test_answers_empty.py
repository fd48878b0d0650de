"""A county with nothing registered gets sentences, not empty headings."""

import pytest

from roadmap.answers import how_it_goes, what_is_done

pytestmark = pytest.mark.django_db


def test_nothing_going_on_is_said_in_words():
    assert how_it_goes().sentence == "Inget gemensamt arbete är registrerat än."


def test_nothing_done_is_said_in_words():
    assert what_is_done().sentence == "Inga resultat är redovisade än."
