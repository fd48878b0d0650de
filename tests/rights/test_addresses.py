"""Every address, as every actor, against the reviewed table; and what each answer carries."""

from typing import Any

import pytest

from tests.rights.actors import ACTORS
from tests.rights.table import Rows, hold, read

pytestmark = pytest.mark.django_db

PUBLIC_WITH_FORM = ("/konto/", "/behov/lamna/", "/behov/svar/")
"""Open to all, and with a form whose token needs a cookie."""
SHOWCASE = {"style", "style_confirm"}
"""The components on show. Only in the demonstration; elsewhere the address does not exist."""


@pytest.fixture(scope="module")
def walk(made: Any, visitors: Any, django_db_blocker: Any) -> dict[Any, Any]:
    """The answer of every address to every actor."""
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
    import re

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
