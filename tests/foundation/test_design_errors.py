"""Error pages: right status, Swedish words, a way on."""

import pytest
from django.test import RequestFactory, override_settings

from foundation.errors import NotAllowed, Problem, Refused, StaleVersion
from foundation.middleware import DomainErrorMiddleware
from foundation.views import errors

pytestmark = pytest.mark.django_db


def _request():
    return RequestFactory().get("/nagonstans/")


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "Det gick inte att läsa det du skickade"),
        (errors.forbidden, 403, "Du har inte rätt att se den här sidan"),
        (errors.not_found, 404, "Sidan finns inte"),
        (errors.csrf_failure, 403, "Formuläret hann bli för gammalt"),
    ],
)
def test_page(view, status, words):
    response = view(_request())
    html = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{words}</h1>" in html
    assert 'lang="sv"' in html
    assert "<a href=" in html


def test_our_own_fault_touches_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(_request())
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotAllowed("Bara ordföranden får justera."), 403, "Bara ordföranden får justera."),
        (StaleVersion(changed_by="Eva (demo)", changed_at=None), 409, "Eva (demo)"),
        (Refused("Det går inte än.", [Problem("Skriv ett skäl.", "reason")]), 422, "ett skäl"),
    ],
)
def test_a_refusal_nobody_caught_becomes_a_page(error, status, words):
    response = DomainErrorMiddleware(errors.not_found).process_exception(_request(), error)
    assert response.status_code == status
    assert words in response.content.decode()


def test_other_errors_are_left_to_django():
    middleware = DomainErrorMiddleware(errors.not_found)
    assert middleware.process_exception(_request(), ValueError()) is None


@override_settings(DEMO=False)
@pytest.mark.parametrize("address", ["/arbete/stil/", "/arbete/stil/bekrafta/"])
def test_the_living_page_is_only_in_the_demo(client, address):
    assert client.get(address).status_code == 404
