"""Each county as it is loaded, as each of its demo users: its own words, and nothing broken."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings

from tests.support.made_once import made_once

pytestmark = pytest.mark.django_db

SORMLAND_WORDS = re.compile(
    r"Länsstyrgrupp|\bNSV\b|NSV\d|\bLRS\b|FoUiS|Sörmland|Nyköping|Eskilstuna|Katrineholm"
)
VASTERNORRLAND_WORDS = re.compile(r"Västernorrland|Sundsvall|Örnsköldsvik|Sollefteå|Kramfors")
UNFILLED = re.compile(r"\{[A-Za-z_]+(:[a-z]+)?\}|\bNone\b|\[object|Traceback")


def _load(county: str) -> None:
    from county import loader
    from narvard.demo import content

    loader.load(settings.BASE_DIR / "county" / "data" / f"{county}.json")
    content.load(county)


@pytest.fixture(scope="module", params=["sormland", "vasternorrland"])
def pages(
    request: Any, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, dict[tuple[str, str], Any]]]:
    """Every page of the county that one reaches by links, as everybody."""
    from county.models import User
    from tests.rights.walking import Visitors

    with made_once(django_db_blocker):
        _load(request.param)
        people: dict[str, Any] = {"anonymous": None}
        people |= {user.email: user for user in User.objects.filter(is_demo=True)}
        assert len(people) > 8
        visitors = Visitors(people)
        yield (
            request.param,
            {
                (actor, url): answer
                for actor in _different(people)
                for url, answer in _reached(visitors, actor)
            },
        )


def _different(people: dict[str, Any]) -> list[str]:
    """One person of each role: members of the same body meet the same pages."""
    from county.models import Membership

    found: dict[Any, str] = {}
    for actor, user in people.items():
        held = Membership.objects.filter(user=user).values_list("role", "body") if user else ()
        found.setdefault(tuple(sorted(map(str, held))), actor)
    return list(found.values())


def _reached(visitors: Any, actor: str, most: int = 120) -> Iterator[tuple[str, Any]]:
    """Pages found by following links from the start, a few of each kind."""
    waiting = ["/", "/arbete/", "/konto/logga-in/", *_without_arguments()]
    seen: set[str] = set()
    kinds: dict[str, int] = {}
    while waiting and len(seen) < most:
        url = waiting.pop(0).partition("#")[0]
        kind = re.sub(r"[^/]*\d[^/]*|(?<=omraden/)[^/]+|(?<=projekt/)[^/]+", "*", url)
        if url in seen or kinds.get(kind, 0) >= 2:
            continue
        seen.add(url)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = visitors.get(actor, url)
        yield url, answer
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            links = re.findall(r'href="(/[^"]*)"', answer.content.decode())
            waiting += [unescape(link) for link in links if not link.startswith("/static/")]


def _without_arguments() -> list[str]:
    from django.urls import reverse

    from tests.rights.walking import addresses

    return [reverse(name) for name, route in addresses() if "<" not in route]


def test_no_page_breaks(pages):
    _county, met = pages
    broken = {url: answer.status_code for (_actor, url), answer in met.items()
              if answer.status_code >= 500 and url != "/readyz"}  # fmt: skip
    assert not broken
    assert len(met) > 200


def test_no_link_leads_nowhere(pages):
    _county, met = pages
    nowhere = {(actor, url) for (actor, url), answer in met.items() if answer.status_code == 404}
    unset = {"/konto/tva-steg/app/koppla-bort/", "/konto/tva-steg/reservkoder/",
             "/konto/tva-steg/reservkoder.txt"}  # fmt: skip
    assert not {each for each in nowhere if each[1] not in unset}


def test_every_page_speaks_with_the_countys_own_words(pages):
    from tests.rights.walking import text_of

    county, met = pages
    foreign = VASTERNORRLAND_WORDS if county == "sormland" else SORMLAND_WORDS
    for (actor, url), answer in met.items():
        found = foreign.search(text_of(answer))
        assert not found, f"{county}: {url} as {actor}: {found}"


def test_no_placeholder_is_left_unfilled(pages):
    county, met = pages
    for (actor, url), answer in met.items():
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            body = answer.content.decode().partition("<body")[2]
            text = re.sub(r"<script.*?</script>|<[^>]*>", " ", body, flags=re.DOTALL)
            found = UNFILLED.search(text)
            assert not found, f"{county}: {url} as {actor}: {found}"
