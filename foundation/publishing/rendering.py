"""Renders a public page as an anonymous reader gets it, and makes its bytes ready to serve."""

import gzip
import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseBase

# In the environ, where no client can put it: this request is made by the publisher itself.
RENDERING = "foundation.publishing.rendering"
GONE = {404, 410}
_SET_ANEW = {"content-length", "etag", "vary", "cache-control", "expires", "last-modified"}
_HARMLESS_VARY = {"accept-encoding", "hx-request"}
_PRIVATE = re.compile(r"\b(private|no-store)\b")


class NotPublishable(Exception):
    """The view's answer cannot be given to everyone alike; the message says why."""


@dataclass(frozen=True)
class Rendered:
    """The bytes of a page, compressed when that makes them smaller, and what goes with them.

    The ETag depends on the uncompressed content alone, so that a new release leaves it.
    """

    headers: dict[str, str]
    content: bytes
    gzipped: bool
    etag: str


def render(path: str) -> Rendered | None:
    """Render the page at `path`; None when there is none. Raises NotPublishable."""
    response = _handler().get_response(_request(path))
    if response.status_code in GONE:
        return None
    _check(path, response)
    body: bytes = response.content  # type: ignore[attr-defined]
    # A fixed time in the header, so that the same page gives the same bytes.
    packed = gzip.compress(body, 9, mtime=0)
    smaller = len(packed) < 0.9 * len(body)
    return Rendered(
        headers={
            name: value for name, value in response.headers.items() if name.lower() not in _SET_ANEW
        },
        content=packed if smaller else body,
        gzipped=smaller,
        etag=f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
    )


def _check(path: str, response: HttpResponseBase) -> None:
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    reason = ""
    if response.status_code != 200:  # noqa: PLR2004 - the only status that has a page
        reason = f"answered {response.status_code}"
    elif response.streaming:
        reason = "streams"
    elif response.cookies:
        reason = f"sets the cookie {', '.join(response.cookies)}"
    elif vary - _HARMLESS_VARY:
        reason = f"varies on {', '.join(sorted(vary - _HARMLESS_VARY))}"
    elif _PRIVATE.search(response.get("Cache-Control", "")):
        reason = "is marked as private"
    if reason:
        raise NotPublishable(f"{path} {reason}")


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request(path: str) -> WSGIRequest:
    origin = urlsplit(settings.PUBLIC_ORIGIN)
    secure = origin.scheme == "https"
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "HTTP_HOST": origin.netloc,
        "SERVER_NAME": origin.hostname or "localhost",
        "SERVER_PORT": str(origin.port or (443 if secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": origin.scheme,
        "wsgi.input": io.BytesIO(),
        RENDERING: True,
    }
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        environ[header] = value
    return WSGIRequest(environ)
