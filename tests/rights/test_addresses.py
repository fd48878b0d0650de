"""Every address, as every actor, against the reviewed table; and what each answer carries.

Words are planted in every draft, internal and marked field (scenario.py), and looked for in
every answer.
"""

import re
from typing import Any

import pytest

from tests.rights.actors import ACTORS
from tests.rights.table import Rows, hold, read

pytestmark = pytest.mark.django_db

PUBLIC_WITH_FORM = ("/konto/", "/behov/lamna/", "/behov/svar/")
"""Open to all, and with a form whose token needs a cookie."""
ALLOWED_IN_DRAFTS = {"author", "originator", "convener", "preparer"}
SHOWCASE = {"style", "style_confirm"}
"""The components on show. Only in the demonstration; elsewhere the address does not exist."""


@pytest.fixture(scope="module")
def walk(made: Any, visitors: Any, django_db_blocker: Any) -> dict[Any, Any]:
    """The answer of every address to every actor; asked once for all tests here."""
    from tests.rights.places import places

    with django_db_blocker.unblock():
        return {
            (place, actor): visitors.get(actor, place.url)
            for place in places(made)
            for actor in ACTORS
        }


def test_every_address_gives_every_actor_what_was_reviewed(walk):
    from tests.rights.walking import word

    met: Rows = {}
    for (place, actor), answer in walk.items():
        met.setdefault((place.name, place.what), {})[actor] = word(answer)
    hold("addresses.tsv", met, list(ACTORS))


def test_no_page_breaks(walk):
    broken = {place.url for (place, _actor), answer in walk.items() if answer.status_code >= 500}
    assert not broken - {"/readyz"}


def test_every_answer_carries_the_security_headers(walk):
    for (place, _actor), answer in walk.items():
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, place.url
        assert "script-src 'self'" in policy, place.url
        assert "unsafe" not in policy, place.url
        assert answer.headers["X-Content-Type-Options"] == "nosniff", place.url
        assert answer.headers["X-Frame-Options"] == "DENY", place.url
        referrer = answer.headers["Referrer-Policy"]
        assert referrer in {"same-origin", "no-referrer"}, place.url


def test_no_page_holds_inline_code(walk):
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
    )
    for (place, actor), answer in walk.items():
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = inline.search(answer.content.decode())
            assert not found, f"{place.url} as {actor}: {found}"


def test_public_pages_set_no_cookie_for_anybody(walk):
    for (place, actor), answer in walk.items():
        if place.url.startswith(("/arbete/", *PUBLIC_WITH_FORM)):
            continue
        assert not answer.cookies, f"{place.url} as {actor}: {answer.cookies}"


def test_public_pages_are_the_same_for_all(walk):
    from tests.rights.walking import word

    anonymous = {place: answer for (place, actor), answer in walk.items() if actor == "anonymous"}
    for (place, actor), answer in walk.items():
        if place.url.startswith(("/arbete/", "/konto/")):
            continue
        assert word(answer) == word(anonymous[place]), f"{place.url} as {actor}"


def test_work_is_for_those_who_have_logged_in(walk):
    from tests.rights.walking import word

    for (place, actor), answer in walk.items():
        work = place.url.startswith("/arbete/") and place.name not in SHOWCASE
        if work and actor == "anonymous":
            assert word(answer) in {"login", "405"}, place.url


def test_a_former_member_reads_only_what_anybody_with_an_account_reads(walk):
    """What is left: one's own start page, lists of nothing, and what is public anyway."""
    from tests.rights.walking import word

    left = {
        place.name
        for (place, actor), answer in walk.items()
        if actor == "former" and place.url.startswith("/arbete/") and word(answer) == "ok"
    }
    assert left <= {"my_work", "initiatives_work", *SHOWCASE}


def test_the_table_explains_its_actors():
    from tests.rights.table import HERE

    notes = (HERE / "addresses.tsv").read_text(encoding="utf-8")
    for actor, who in ACTORS.items():
        assert f"# {actor}: {who}" in notes
    assert all(set(cells) == set(ACTORS) for cells in read("addresses.tsv").values())


def test_the_showcase_does_not_exist_outside_the_demonstration(visitors, settings):
    settings.DEMO = False
    for actor in ("anonymous", "operator"):
        for url in ("/arbete/stil/", "/arbete/stil/bekrafta/"):
            assert visitors.get(actor, url).status_code in {302, 404}, (actor, url)


# --- the planted words ---


@pytest.fixture(scope="module")
def texts(walk: Any) -> dict[tuple[str, str], str]:
    """All text that each actor meets at each address, also inside exports and files."""
    from tests.rights.walking import text_of

    return {
        (place.url, actor): text_of(answer)
        for (place, actor), answer in walk.items()
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


def test_no_stranger_meets_a_hidden_word(made, texts):
    for (url, actor), text in texts.items():
        if actor == "anonymous" and not url.startswith("/behov/svar/"):
            met = {marker for marker in made.hidden if marker.lower() in text.lower()}
            assert not met, f"{url}: {met}"


def test_the_code_shows_its_sender_the_need_and_no_more(made, texts):
    need = made.need["received"]
    for (url, actor), text in texts.items():
        if actor == "anonymous" and url.startswith("/behov/svar/"):
            met = {marker for marker in made.hidden if marker in text}
            assert met <= set(re.findall(r"Dolt\w+q", f"{need.title} {need.text}")), url
            assert need.contact_email not in text.lower()


def test_a_draft_is_read_only_where_it_is_written(made, texts):
    for (url, actor), text in texts.items():
        met = {marker for marker in made.drafts if marker in text}
        assert not met, f"{url} as {actor}: {met}"


def test_a_marked_document_is_read_only_by_registrars(made, texts):
    marked = [each for each in made.hidden if re.match(r"Dolt(Marked\w+|Offentlig|Not)q", each)]
    assert len(marked) == 5
    for (url, actor), text in texts.items():
        if actor != "registrar":
            met = {marker for marker in marked if marker in text}
            assert not met, f"{url} as {actor}: {met}"


def test_a_senders_address_is_read_by_nobody(made, texts):
    for (url, actor), text in texts.items():
        assert made.need["received"].contact_email not in text.lower(), f"{url} as {actor}"


def test_a_former_member_meets_no_more_than_a_stranger(made, texts):
    for (url, actor), text in texts.items():
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


def test_the_decisions_pdf_was_read_too(made, texts):
    number = made.decision["public"].document.number
    assert made.initiative["public"].title in texts[f"/diarium/{number}.pdf", "anonymous"]
