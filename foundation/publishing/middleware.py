"""A reader who comes before the publisher: the page is rendered once, and stored for the rest."""

import gzip
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.publishing.marking import tags_of
from foundation.publishing.publisher import first_reading
from foundation.publishing.rendering import RENDERING, NotPublishable
from foundation.publishing.served import ServedPage

log = logging.getLogger(__name__)


class FirstReadingMiddleware:
    """Answers a published address that is not yet in this process's memory.

    Stands after the redirect to HTTPS and before everything that looks at a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The stored page, or what Django makes of the request."""
        return self._stored(request) or self.get_response(request)

    def _stored(self, request: HttpRequest) -> HttpResponse | None:
        if (
            RENDERING in request.META
            or request.method not in {"GET", "HEAD"}
            or request.META.get("QUERY_STRING")
            or "HX-Request" in request.headers
            or tags_of(request.path_info) is None
        ):
            return None
        try:
            page = first_reading(request.path_info)
        except NotPublishable:
            log.exception("a page is marked as published but cannot be")
            return None
        if page is None or page.content is None:
            return None
        served = ServedPage(
            content=bytes(page.content), gzipped=page.gzipped, etag=page.etag, headers=page.headers
        )
        return _as_response(served, request)


def _as_response(page: ServedPage, request: HttpRequest) -> HttpResponse:
    status, headers = 200, []

    def start_response(line: str, given: list[tuple[str, str]]) -> None:
        nonlocal status, headers
        status, headers = int(line[:3]), given

    body = page.answer(request.META, start_response, lambda: gzip.decompress(page.content))
    response = HttpResponse(b"".join(body), status=status)
    for name in list(response.headers):
        del response.headers[name]
    for name, value in headers:
        response.headers[name] = value
    return response
