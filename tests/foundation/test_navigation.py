"""The navigation: order, predicates, addresses that do not exist, and where one is."""

import pytest
from django.test import override_settings
from django.urls import path

from foundation import navigation
from foundation.models import OutboxEvent, OutgoingMail
from foundation.navigation import HasRows, NavItem, links, register


def _page(request):
    raise NotImplementedError


urlpatterns = [
    path("", _page, name="front"),
    path("beslut/", _page, name="decisions"),
    path("diarium/", _page, name="diary"),
    path("diarium/sok/", _page, name="diary_search"),
    path("om/<slug:what>/", _page, name="about"),
]


@pytest.fixture(autouse=True)
def own_entries(monkeypatch):
    """An empty registry, so that what the apps have registered does not matter."""
    monkeypatch.setattr(navigation, "_items", {})
    with override_settings(ROOT_URLCONF="tests.foundation.test_navigation"):
        yield


def labels(*args, **kwargs):
    return [link.label for link in links(*args, **kwargs)]


def test_entries_come_in_order_and_only_from_the_area_asked_for():
    register(
        NavItem("b", "Diarium", "diary", order=2),
        NavItem("a", "Beslut", "decisions", order=1),
        NavItem("c", "Möten", "decisions", area="work"),
    )
    assert labels("public") == ["Beslut", "Diarium"]
    assert labels("work") == ["Möten"]


def test_an_entry_without_an_address_is_left_out():
    register(NavItem("a", "Beslut", "decisions"), NavItem("b", "Finns inte", "missing"))
    assert labels("public") == ["Beslut"]


def test_the_predicate_is_asked_with_user_and_county():
    asked = []

    def shown(user, county):
        asked.append((user, county))
        return county == "with indicators"

    register(NavItem("a", "Indikatorer", "decisions", shown=shown))
    assert labels("public", county="without") == []
    assert labels("public", county="with indicators", user="me") == ["Indikatorer"]
    assert asked == [(None, "without"), ("me", "with indicators")]


def test_a_label_can_follow_the_county():
    register(NavItem("a", lambda county: f"{county}s plan", "decisions"))
    assert labels("public", county="Länet") == ["Länets plan"]


def test_registering_again_replaces():
    register(NavItem("a", "Gammalt", "decisions"))
    register(NavItem("a", "Nytt", "decisions"))
    assert labels("public") == ["Nytt"]


def test_the_longest_fitting_address_is_where_one_is():
    register(
        NavItem("front", "Start", "front", order=0),
        NavItem("diary", "Diarium", "diary", order=1),
        NavItem("search", "Sök", "diary_search", order=2),
    )
    here = {
        path: [link.key for link in links("public", path=path) if link.current]
        for path in ("/", "/diarium/NSV26-0031/", "/diarium/sok/", "/annat/")
    }
    assert here == {
        "/": ["front"],
        "/diarium/NSV26-0031/": ["diary"],
        "/diarium/sok/": ["search"],
        "/annat/": [],
    }


def test_pages_elsewhere_can_belong_to_an_entry():
    register(
        NavItem("diary", "Diarium", "diary", order=1, also=("/akter/",)),
        NavItem("front", "Start", "front", order=2),
    )
    here = {
        path: [link.key for link in links("public", path=path) if link.current]
        for path in ("/akter/NSV26-0031/", "/akt/", "/")
    }
    assert here == {"/akter/NSV26-0031/": ["diary"], "/akt/": [], "/": ["front"]}


def test_footer_links_carry_arguments_and_language():
    register(NavItem("fi", "Suomeksi", "about", area="footer", args=("suomeksi",), lang="fi"))
    (link,) = links("footer")
    assert (link.url, link.lang) == ("/om/suomeksi/", "fi")


def test_entries_of_rows_are_shown_while_there_are_rows_and_asked_for_in_one_query(
    db, django_assert_num_queries
):
    register(
        NavItem("a", "Händelser", "decisions", order=1, shown=HasRows(OutboxEvent)),
        NavItem("b", "Brev", "diary", order=2, shown=HasRows(OutgoingMail)),
    )
    assert labels("public") == []
    event = OutboxEvent.objects.create(kind="prov", key="1")
    assert labels("public") == ["Händelser"]
    OutgoingMail.objects.create(key="1", recipient="a@example.test")
    with django_assert_num_queries(1):
        assert labels("public") == ["Händelser", "Brev"]
    event.delete()
    assert labels("public") == ["Brev"]
