"""A WSGI application called as a function: no server, no socket."""

import io
import json
from typing import Any, NamedTuple
from urllib.parse import quote, unquote
from wsgiref.util import setup_testing_defaults


class Answered(NamedTuple):
    """What the application said."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.content)


def ask(app: Any, path: str, *, body: Any = None, method: str = "", **environ: Any) -> Answered:
    """One request; a body is sent as JSON by POST."""
    path, _, query = path.partition("?")
    content = json.dumps(body).encode() if body is not None else b""
    found: dict[str, Any] = {}
    given = {
        # As a server hands it over: unquoted, one character for each byte.
        "PATH_INFO": unquote(quote(path, safe="/,%"), "latin-1"),
        "QUERY_STRING": query,
        "REQUEST_METHOD": method or ("POST" if content else "GET"),
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": io.BytesIO(content),
        "HTTP_HOST": "127.0.0.1:8090",
        **environ,
    }
    setup_testing_defaults(given)

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        found.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))

    sent = b"".join(app(given, start))
    return Answered(found.get("status", 0), found.get("headers", {}), sent)
