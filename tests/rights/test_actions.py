"""Every POST, as every actor, against the reviewed table."""

from typing import Any

import pytest

from tests.rights.actors import ACTORS
from tests.rights.table import Rows, hold

pytestmark = pytest.mark.django_db

CLOSED = {"login", "403", "404", "405"}
SHOWCASE = {("style", "–"), ("style_confirm", "–")}


@pytest.fixture(scope="module")
def met(made: Any, visitors: Any, django_db_blocker: Any) -> Rows:
    """What each actor's POST to each address came to; addresses that take none are left out."""
    from tests.rights.deeds import deeds, payload
    from tests.rights.places import places
    from tests.rights.walking import deed

    found: Rows = {}
    with django_db_blocker.unblock():
        known = deeds(made)
        for place in places(made):
            sent = payload(visitors, place, known.pop((place.name, place.what), None))
            author = deed(visitors.post("author", place.url, sent))
            if author != "405":
                others = [actor for actor in ACTORS if actor != "author"]
                found[place.name, place.what] = {"author": author} | {
                    actor: deed(visitors.post(actor, place.url, sent)) for actor in others
                }
    assert not known, f"no such address any more: {list(known)} (tests/rights/deeds.py)"
    return found


def test_every_action_is_for_whom_it_was_reviewed_to_be(met):
    hold("actions.tsv", met, list(ACTORS))


def test_what_may_be_done_is_done_by_who_may(made, met):
    """A table of refusals alone would be true of a portal where nothing works."""
    from tests.rights.deeds import deeds

    for key, deed in deeds(made).items():
        assert met[key][deed.by] == "done", f"{key} by {deed.by}: {met[key][deed.by]}"


def test_nobody_does_anything_at_work_without_logging_in(met, made):
    from tests.rights.places import places

    work = {(each.name, each.what) for each in places(made) if each.url.startswith("/arbete/")}
    for key in (work & set(met)) - SHOWCASE:
        assert met[key]["anonymous"] in {"login", "405"}, key


def test_one_whose_time_has_ended_does_nothing(met, made):
    from tests.rights.places import places

    work = {(each.name, each.what) for each in places(made) if each.url.startswith("/arbete/")}
    for key in (work & set(met)) - SHOWCASE:
        assert met[key]["former"] in CLOSED, (key, met[key]["former"])


def test_no_action_breaks(met):
    for key, cells in met.items():
        assert not {cell for cell in cells.values() if cell.startswith("5")}, (key, cells)
