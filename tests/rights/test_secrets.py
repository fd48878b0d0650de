"""Words that stand only in drafts, internal and marked fields, looked for in every answer."""

import re
from typing import Any

import pytest

from tests.rights.actors import ACTORS

pytestmark = pytest.mark.django_db

ALLOWED_IN_DRAFTS = {"author", "originator", "convener", "preparer"}


@pytest.fixture(scope="module")
def read(made: Any, visitors: Any, django_db_blocker: Any) -> dict[tuple[str, str], str]:
    """All text that each actor meets at each address, also in exports and files."""
    from tests.rights.places import places
    from tests.rights.walking import text_of

    with django_db_blocker.unblock():
        return {
            (place.url, actor): text_of(visitors.get(actor, place.url))
            for place in places(made)
            for actor in ACTORS
            if actor not in ALLOWED_IN_DRAFTS
        }


def test_the_markers_are_real(made, visitors):
    """What is looked for is found where it may be read; otherwise this file proves nothing."""
    from tests.rights.walking import text_of

    as_author = text_of(visitors.get("author", f"/arbete/initiativ/{made.initiative['draft'].pk}/"))
    as_author += text_of(
        visitors.get("author", f"/arbete/initiativ/{made.initiative['draft'].pk}/B/")
    )
    assert any(marker in as_author for marker in made.drafts)
    marked = made.document["marked"]
    as_registrar = text_of(visitors.get("registrar", f"/arbete/diarium/{marked.number}/"))
    for word in ("markedrubrik", "markedpart", "offentlig", "myndighet"):
        assert f"Dolt{word.capitalize()}q" in as_registrar, word
    assert len(made.hidden) > 40


def test_no_stranger_meets_a_hidden_word(made, read):
    for (url, actor), text in read.items():
        if actor == "anonymous" and not url.startswith("/behov/svar/"):
            met = {marker for marker in made.hidden if marker.lower() in text.lower()}
            assert not met, f"{url}: {met}"


def test_the_code_shows_its_sender_the_need_and_no_more(made, read):
    need = made.need["received"]
    for (url, actor), text in read.items():
        if actor == "anonymous" and url.startswith("/behov/svar/"):
            met = {marker for marker in made.hidden if marker in text}
            assert met <= set(re.findall(r"Dolt\w+q", f"{need.title} {need.text}")), url
            assert need.contact_email not in text.lower()


def test_a_draft_is_read_only_where_it_is_written(made, read):
    for (url, actor), text in read.items():
        met = {marker for marker in made.drafts if marker in text}
        assert not met, f"{url} as {actor}: {met}"


def test_a_marked_document_is_read_only_by_registrars(made, read):
    marked = [each for each in made.hidden if re.match(r"Dolt(Marked\w+|Offentlig|Not)q", each)]
    assert len(marked) == 5
    for (url, actor), text in read.items():
        if actor != "registrar":
            met = {marker for marker in marked if marker in text}
            assert not met, f"{url} as {actor}: {met}"


def test_a_senders_address_is_read_by_nobody(made, read):
    for (url, actor), text in read.items():
        assert made.need["received"].contact_email not in text.lower(), f"{url} as {actor}"


def test_a_former_member_meets_no_more_than_a_stranger(made, read):
    for (url, actor), text in read.items():
        if actor == "former" and not url.startswith("/behov/svar/"):
            met = {marker for marker in made.hidden if marker in text}
            assert not met, f"{url}: {met}"


@pytest.mark.parametrize("word", ["markedrubrik", "offentlig", "openrubrik", "withheldpart"])
def test_searching_the_open_register_for_a_hidden_word_finds_nothing(made, visitors, word):
    from tests.rights.walking import text_of

    marker = f"Dolt{word.capitalize()}q"
    assert marker in made.hidden
    numbers = [made.document[key].number for key in ("open", "marked", "withheld")]
    for address in ("/diarium/", "/diarium.csv", "/diarium.xlsx"):
        for name in ("q", "text", "sok", "fritext"):
            met = text_of(visitors.get("anonymous", f"{address}?{name}={marker}"))
            empty = text_of(visitors.get("anonymous", f"{address}?{name}=Finnsintealls"))
            shown = [number for number in numbers if number in met]
            assert shown == [number for number in numbers if number in empty], (address, name)


def test_the_decisions_pdf_was_read_too(made, read):
    number = made.decision["public"].document.number
    assert "Öppen satsning om reservplaner" in read[f"/diarium/{number}.pdf", "anonymous"]
