"""Serves published pages ahead of Django: a dictionary, and no query per request."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from foundation.publishing.replica import Replica
from foundation.publishing.served import Environ, ServedPage, StartResponse


class PublishedPages:
    """WSGI around `application`: published pages from memory, everything else handed on.

    Cookies are not looked at: the bytes are the same for everyone. A request with a query, for
    a fragment, or over plain HTTP where HTTPS is demanded is Django's.
    """

    def __init__(self, application: Any, replica: Replica | None = None) -> None:
        self.application = application
        self.replica = replica or Replica()
        self._https_only: bool = settings.SECURE_SSL_REDIRECT
        self._proof = settings.SECURE_PROXY_SSL_HEADER

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or hand the request on."""
        page = self._page(environ)
        if page is None:
            handed_on: Iterable[bytes] = self.application(environ, start_response)
            return handed_on
        path = environ["PATH_INFO"]
        return page.answer(environ, start_response, lambda: self.replica.plain(path, page))

    def _page(self, environ: Environ) -> ServedPage | None:
        if (
            environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or environ.get("QUERY_STRING")
            or "HTTP_HX_REQUEST" in environ
            or (self._https_only and not self._is_secure(environ))
        ):
            return None
        return self.replica.get(environ["PATH_INFO"])

    def _is_secure(self, environ: Environ) -> bool:
        if self._proof:
            header, value = self._proof
            if header in environ:
                return bool(environ[header].split(",")[0].strip() == value)
        return bool(environ["wsgi.url_scheme"] == "https")
