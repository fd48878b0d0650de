"""The bytes on the wire: compression, ETags, HEAD, and what is handed on to Django."""

import gzip

import pytest

from foundation.publishing.served import ServedPage
from foundation.publishing.wsgi import PublishedPages

BODY = b"<p>Sida</p>" * 100
ETAG = 'W/"abc"'
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src"}
PACKED = ServedPage(content=gzip.compress(BODY), gzipped=True, etag=ETAG, headers=HEADERS)
PLAIN = ServedPage(content=b"x", gzipped=False, etag=ETAG, headers=HEADERS)


def ask(page, method="GET", **environ):
    """(status, headers, body) of one answer."""
    said = {}

    def start_response(status, headers):
        said.update(status=status, headers=dict(headers))

    body = page.answer(environ | {"REQUEST_METHOD": method}, start_response, lambda: BODY)
    return said["status"], said["headers"], b"".join(body)


def test_a_reader_who_accepts_gzip_gets_the_stored_bytes():
    status, headers, body = ask(PACKED, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    assert status == "200 OK"
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert gzip.decompress(body) == BODY


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0", "gzip; q=0.0, br", "identity"])
def test_a_reader_who_does_not_gets_them_plain(accepts):
    status, headers, body = ask(PACKED, HTTP_ACCEPT_ENCODING=accepts)
    assert status == "200 OK"
    assert "Content-Encoding" not in headers
    assert headers["Content-Length"] == str(len(BODY))
    assert body == BODY


@pytest.mark.parametrize("accepts", ["gzip;q=0.5", "br;q=0, gzip", "x-gzip, gzip;q=1.0"])
def test_any_other_weight_accepts(accepts):
    assert ask(PACKED, HTTP_ACCEPT_ENCODING=accepts)[1]["Content-Encoding"] == "gzip"


def test_a_page_stored_uncompressed_is_served_so_to_everyone():
    status, headers, body = ask(PLAIN, HTTP_ACCEPT_ENCODING="gzip")
    assert (status, body) == ("200 OK", b"x")
    assert "Content-Encoding" not in headers
    assert headers["Content-Length"] == "1"


def test_every_answer_asks_caches_to_check_each_time():
    for accepts in ("gzip", ""):
        headers = ask(PACKED, HTTP_ACCEPT_ENCODING=accepts)[1]
        assert headers["Cache-Control"] == "no-cache"
        assert headers["Vary"] == "Accept-Encoding, HX-Request"
        assert headers["ETag"] == ETAG
        assert headers["Content-Security-Policy"] == "default-src"
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("known", [ETAG, '"abc"', '"x", W/"abc"', "*", ' W/"abc" '])
def test_an_unchanged_page_is_not_sent_again(known):
    status, headers, body = ask(PACKED, HTTP_IF_NONE_MATCH=known, HTTP_ACCEPT_ENCODING="gzip")
    assert (status, body) == ("304 Not Modified", b"")
    assert headers["ETag"] == ETAG
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Security-Policy"] == "default-src"
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & headers.keys()


@pytest.mark.parametrize("known", ['W/"other"', "", '"ab"', "abcd"])
def test_a_changed_page_is_sent(known):
    assert ask(PACKED, HTTP_IF_NONE_MATCH=known)[0] == "200 OK"


def test_head_says_the_length_and_sends_nothing():
    status, headers, body = ask(PACKED, "HEAD", HTTP_ACCEPT_ENCODING="gzip")
    assert (status, body) == ("200 OK", b"")
    assert int(headers["Content-Length"]) > 0


class OnePage:
    """What the wrapper asks of a replica, with one page in it."""

    def get(self, path):
        return PACKED if path == "/sida/" else None

    def plain(self, _path, _page):
        return BODY


def through(**environ):
    """(status, body) of a request through the wrapper; Django answers «django»."""
    said = []

    def django(_environ, start_response):
        start_response("299 Django", [])
        return [b"django"]

    wrapped = PublishedPages(django, OnePage())
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/sida/", "wsgi.url_scheme": "http"} | environ
    body = b"".join(wrapped(asked, lambda status, _headers: said.append(status)))
    return said[0], body


@pytest.fixture(autouse=True)
def _open_to_http(settings):
    settings.SECURE_SSL_REDIRECT = False


def test_a_published_address_never_reaches_django():
    assert through() == ("200 OK", BODY)
    assert through(REQUEST_METHOD="HEAD")[0] == "200 OK"


def test_a_cookie_makes_no_difference():
    assert through(HTTP_COOKIE="sessionid=abc") == ("200 OK", BODY)


@pytest.mark.parametrize(
    "environ",
    [
        {"PATH_INFO": "/annan/"},
        {"QUERY_STRING": "q=1"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"HTTP_HX_REQUEST": "true"},
    ],
)
def test_everything_else_is_handed_on(environ):
    assert through(**environ) == ("299 Django", b"django")


def test_an_empty_query_is_no_query():
    assert through(QUERY_STRING="")[0] == "200 OK"


def test_where_https_is_demanded_plain_http_is_redirected_by_django(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = None
    assert through()[0] == "299 Django"
    assert through(**{"wsgi.url_scheme": "https"})[0] == "200 OK"


def test_behind_a_proxy_its_word_decides(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert through(HTTP_X_FORWARDED_PROTO="https")[0] == "200 OK"
    assert through(HTTP_X_FORWARDED_PROTO="http")[0] == "299 Django"
    assert through(**{"wsgi.url_scheme": "https", "HTTP_X_FORWARDED_PROTO": "http"})[0] != "200 OK"
