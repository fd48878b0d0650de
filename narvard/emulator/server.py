"""The emulator as a process: one thread a request, on 127.0.0.1 alone."""

import os
import signal
import sys
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from billiard.util import set_pdeathsig  # type: ignore[attr-defined]  # not in its stubs

from narvard.emulator.app import SOCKET, Emulator

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

HOST = "127.0.0.1"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """Without the look-up of the machine's own name, which may hang."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]
        self.setup_environ()


class _Handler(WSGIRequestHandler):
    def get_environ(self) -> "WSGIEnvironment":
        """Hand the connection on, so that a fault can cut it."""
        return super().get_environ() | {SOCKET: self.connection}

    def log_message(self, *_: Any) -> None:
        """Silent: the emulator keeps a log of its own."""


def listen(emulator: Emulator, port: int) -> WSGIServer:
    """A server that listens already; port 0 takes any that is free. Raises OSError."""
    server = _Server((HOST, port), _Handler)
    server.set_app(emulator)
    return server


def serve(server: WSGIServer, *, with_parent: bool) -> None:
    """Answer until SIGTERM or Ctrl-C; `with_parent` also until the starting process is gone."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    if with_parent:
        parent = os.getppid()
        set_pdeathsig(signal.SIGTERM)
        if os.getppid() != parent:
            # It went between the two lines, and its signal with it.
            return
    with server:
        server.serve_forever()
