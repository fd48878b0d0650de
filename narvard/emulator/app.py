"""The WSGI application: finds who is asked, lets faults happen, and keeps a log of requests."""

import gzip
import json
import socket
import time
from collections import deque
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from narvard.emulator import pxweb
from narvard.emulator.faults import Faults
from narvard.emulator.kolada import Kolada, Refused
from narvard.emulator.kolada import Options as KoladaOptions
from narvard.emulator.world import Options as WorldOptions
from narvard.emulator.world import World

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

SOCKET = "narvard.emulator.socket"
_LOG_LENGTH = 10_000
_PAGE = b"<!doctype html><html lang=sv><title>Fel</title><p>Tjansten ar tillfalligt stangd.</html>"


class Reply:
    """What is sent: a status, a body, and more headers than the usual."""

    def __init__(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.status = status
        self.body = body
        self.headers = {"Content-Type": f"{kind}; charset=utf-8"}


class Emulator:
    """One emulator with its world, its faults and its log."""

    def __init__(self, world: WorldOptions, kolada: KoladaOptions) -> None:
        self.world = World(world)
        self.faults = Faults(self.world)
        self._kolada = Kolada(self.world, self.faults, kolada)
        self._log: deque[dict[str, Any]] = deque(maxlen=_LOG_LENGTH)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        # WSGI hands the path over as Latin-1, whatever it is.
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        if path.startswith("/__emu__/"):
            reply = self._own(environ["REQUEST_METHOD"], path, body)
        else:
            entry = {
                "method": environ["REQUEST_METHOD"],
                "path": path,
                "query": environ.get("QUERY_STRING", ""),
                "agent": environ.get("HTTP_USER_AGENT", ""),
                "at": time.monotonic(),
                "status": 0,
            }
            self._log.append(entry)
            found = self._outside(environ, path, body)
            if found is None:
                return []
            reply = found
            entry["status"] = reply.status
        content = reply.body
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            content = gzip.compress(content, compresslevel=1)
            reply.headers["Content-Encoding"] = "gzip"
        reply.headers["Content-Length"] = str(len(content))
        start(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(reply.headers.items()))
        return [content]

    def _own(self, method: str, path: str, body: bytes) -> Reply:
        """The switches and the log, which the real servers do not have."""
        if (method, path) == ("POST", "/__emu__/faults"):
            try:
                wanted = json.loads(body or b"{}")
                self.faults.set(wanted)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                return _json(400, {"error": f"{type(error).__name__}: {error}"})
            if wanted.get("reset"):
                self._log.clear()
            return _json(200, {"today": self.world.today.isoformat()})
        if (method, path) == ("GET", "/__emu__/requests"):
            return _json(200, {"requests": list(self._log)})
        return _json(404, {"detail": "Not Found"})

    def _outside(self, environ: "WSGIEnvironment", path: str, body: bytes) -> Reply | None:
        """What the real servers would answer, or a fault. None: the connection is gone."""
        address = f"{path}?{environ.get('QUERY_STRING', '')}"
        if late := self.faults.take("timeout", address):
            before = self.faults.resets
            time.sleep(float(late.get("seconds", 60)))
            if self.faults.resets != before:
                # Nobody waits any more, and the faults that hold now are for others.
                return _json(503, {"detail": "late"})
        if self.faults.take("drop_connection", address) is not None:
            environ[SOCKET].shutdown(socket.SHUT_RDWR)
            return None
        if self.faults.take("html_200", address) is not None:
            return Reply(200, _PAGE, "text/html")
        for name, status in (("429", 429), ("500", 500), ("503", 503), ("gone_410", 410)):
            if (fault := self.faults.take(name, address)) is not None:
                reply = _json(status, {"detail": HTTPStatus(status).phrase})
                if "retry_after" in fault:
                    reply.headers["Retry-After"] = str(fault["retry_after"])
                return reply
        reply = self._answer(environ, path, body)
        if self.faults.take("truncated_json", address) is not None:
            reply.body = reply.body[: max(1, len(reply.body) // 2)]
        return reply

    def _answer(self, environ: "WSGIEnvironment", path: str, body: bytes) -> Reply:
        method = environ["REQUEST_METHOD"]
        server, _, rest = path.removeprefix("/").partition("/")
        try:
            if server == "v3" and method == "GET":
                query = parse_qs(environ.get("QUERY_STRING", ""))
                origin = f"http://{environ['HTTP_HOST']}"
                return _json(200, self._kolada.answer(f"/{rest}", query, origin))
            if server == "v2":
                return _json(410, {"detail": "Gone"})
            if server in ("folkhalsodata", "scb"):
                asked = json.loads(body) if body else None
                table = pxweb.version_1 if server == "folkhalsodata" else pxweb.version_2
                return _json(200, table(method, f"/{rest}", asked))
        except Refused as refused:
            return _json(refused.status, refused.body)
        except (ValueError, KeyError, TypeError) as error:
            return _json(400, {"detail": f"{type(error).__name__}: {error}"})
        return _json(404, {"detail": "Not Found"})


def _json(status: int, found: Any) -> Reply:
    return Reply(status, json.dumps(found, ensure_ascii=False).encode())
