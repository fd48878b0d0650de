"""What is rendered: an anonymous reader's answer, the same bytes each time, or a refusal."""

import gzip

import pytest

from foundation.models import OutgoingMail
from foundation.publishing.marking import tags_of
from foundation.publishing.rendering import NotPublishable, render

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.support.publishing_site")]


def make(key, subject):
    return OutgoingMail.objects.create(key=key, subject=subject, recipient="a@example.test")


def test_a_page_is_stored_compressed_with_the_headers_django_gave_it():
    make("ett", "Åtta öar")
    page = render("/prov/ett/")
    assert page.gzipped
    assert gzip.decompress(page.content).decode() == "<p>Åtta öar</p>" * 50
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_what_the_wrapper_decides_itself_is_not_stored():
    make("ett", "x")
    names = {name.lower() for name in render("/prov/ett/").headers}
    assert not names & {"content-length", "etag", "vary", "cache-control", "set-cookie"}


def test_the_same_page_gives_the_same_bytes():
    make("ett", "Lika")
    assert render("/prov/ett/") == render("/prov/ett/")


def test_the_etag_follows_the_content():
    row = make("ett", "Före")
    before = render("/prov/ett/").etag
    row.subject = "Efter"
    row.save()
    assert render("/prov/ett/").etag != before


def test_a_short_page_is_left_uncompressed():
    page = render("/prov/kort/")
    assert (page.gzipped, page.content) == (False, b"x")


def test_a_page_that_is_not_there_is_none():
    assert render("/prov/saknas/") is None


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("cookie", "sets the cookie kaka"),
        ("session", "varies on cookie"),
        ("private", "is marked as private"),
        ("teapot", "answered 418"),
        ("stream", "streams"),
    ],
)
def test_an_answer_that_is_not_for_everyone_is_refused(why, said):
    with pytest.raises(NotPublishable, match=said):
        render(f"/prov/fel/{why}/")


def test_a_rendering_uses_the_public_host_and_its_scheme(settings):
    settings.PUBLIC_ORIGIN = "https://portalen.example.test"
    settings.ALLOWED_HOSTS = ["portalen.example.test"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    from foundation.publishing import rendering

    rendering._handler.cache_clear()
    try:
        assert render("/prov/").headers["Strict-Transport-Security"].startswith("max-age=60")
    finally:
        rendering._handler.cache_clear()


def test_tags_name_the_arguments_of_the_address():
    assert tags_of("/prov/sju/") == ["list", "item:sju"]
    assert tags_of("/prov/") == ["list"]


@pytest.mark.parametrize(
    "path", ["/prov/vanlig/", "/finns-inte/", "/prov/a\x00b/", "/prov/" + "a" * 300 + "/"]
)
def test_what_is_not_published_has_no_tags(path):
    assert tags_of(path) is None
