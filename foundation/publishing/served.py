"""One published page as a web process serves it: headers made once, bytes ready."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
HeaderList = list[tuple[str, str]]

# A reader's own copy and every cache on the way ask each time, so that a withdrawn page is gone.
_ALWAYS = [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding, HX-Request")]
_NO_GZIP = re.compile(r"gzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class ServedPage:
    """Answers GET and HEAD for one page. Nothing is computed that could be beforehand."""

    __slots__ = ("content", "etag", "gzipped", "packed_headers", "plain_headers", "unchanged")

    def __init__(
        self, *, content: bytes, gzipped: bool, etag: str, headers: Mapping[str, str]
    ) -> None:
        self.content = content
        self.gzipped = gzipped
        self.etag = etag
        common = [*headers.items(), *_ALWAYS, ("ETag", etag)]
        length = ("Content-Length", str(len(content)))
        # A cache takes over what else a 304 says, so that a new policy reaches old copies.
        self.unchanged = [pair for pair in common if pair[0].lower() != "content-type"]
        self.packed_headers = [*common, ("Content-Encoding", "gzip"), length]
        # Gzip ends with the length of what it holds.
        plain = int.from_bytes(content[-4:], "little") if gzipped else len(content)
        self.plain_headers = [*common, ("Content-Length", str(plain))]

    def answer(
        self, environ: Environ, start_response: StartResponse, plain: Callable[[], bytes]
    ) -> list[bytes]:
        """The WSGI answer. `plain` gives the uncompressed bytes for those who ask for them."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known == self.etag or _matches(known, self.etag)):
            start_response("304 Not Modified", [*self.unchanged])
            return []
        packed = self.gzipped and _accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", [*(self.packed_headers if packed else self.plain_headers)])
        if environ["REQUEST_METHOD"] == "HEAD":
            return []
        return [self.content if packed or not self.gzipped else plain()]


def _accepts_gzip(accepted: str) -> bool:
    return "gzip" in accepted and not _NO_GZIP.search(accepted)


def _matches(known: str, etag: str) -> bool:
    """Weak comparison, as If-None-Match asks for (RFC 9110, 13.1.2)."""
    bare = etag.removeprefix("W/")
    tags = (tag.strip().removeprefix("W/") for tag in known.split(","))
    return any(tag in {"*", bare} for tag in tags)
