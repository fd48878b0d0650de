"""The published pages in one process's memory, kept as the database has them by a thread.

The thread has a connection of its own. It listens for changes, and asks twice a second whether
it missed one; what it learns is in the dictionary before the next request looks.
"""

import gzip
import logging
import os
import threading
import time
from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connections
from psycopg import IsolationLevel, sql

from foundation.publishing.served import ServedPage
from foundation.publishing.shelf import CHANNEL

log = logging.getLogger(__name__)

POLL_SECONDS = 0.5
RECONNECT_SECONDS = 0.2
# So long a process serves what it has while it cannot reach the database (ADR 0012).
PATIENCE_SECONDS = 30.0
# Uncompressed copies, for the few who do not accept gzip.
PLAIN_BYTES = 16 * 1024 * 1024

_STATE = "SELECT revision, withdrawals FROM foundation_publishingstate WHERE id = 1"
_NEWER = (
    "SELECT path, content, gzipped, etag, headers FROM foundation_publishedpage "
    "WHERE content IS NOT NULL AND revision > %s ORDER BY revision"
)
_PATHS = "SELECT path FROM foundation_publishedpage WHERE content IS NOT NULL"


class Replica:
    """All published pages by path, as WSGI writes it (UTF-8 read as Latin-1)."""

    def __init__(self, *, patience: float = PATIENCE_SECONDS) -> None:
        self._pages: dict[str, ServedPage] = {}
        self._plain: dict[str, tuple[ServedPage, bytes]] = {}
        self._plain_size = 0
        self._patience = patience
        self._seen = float("-inf")
        self._revision = self._withdrawals = -1
        self._process = 0
        self._starting = threading.Lock()
        self._stop = threading.Event()

    def get(self, path: str) -> ServedPage | None:
        """The page at `path`; None when there is none, or when it cannot be known to stand."""
        if self._process != os.getpid():
            self._start()
        page = self._pages.get(path)
        if page is None or time.monotonic() - self._seen > self._patience:
            return None
        return page

    def plain(self, path: str, page: ServedPage) -> bytes:
        """The uncompressed bytes of `page`, kept while there is room."""
        kept = self._plain.get(path)
        if kept and kept[0] is page:
            return kept[1]
        content = gzip.decompress(page.content)
        if self._plain_size > PLAIN_BYTES:
            self._plain, self._plain_size = {}, 0
        self._plain[path] = (page, content)
        self._plain_size += len(content)
        return content

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()

    def _start(self) -> None:
        """Start the thread in this process: one started before a fork is not here."""
        with self._starting:
            if self._process == os.getpid():
                return
            self._pages, self._seen = {}, float("-inf")
            threading.Thread(target=self._run, name="published-pages", daemon=True).start()
            self._process = os.getpid()

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._follow()
            except psycopg.Error as error:
                log.warning("published pages: no contact with the database (%s)", error)
            except Exception:  # the thread must outlive any fault, or pages would stand still
                log.exception("published pages: the thread failed and begins anew")
            self._stop.wait(RECONNECT_SECONDS)

    def _follow(self) -> None:
        with psycopg.connect(**_parameters(), autocommit=True) as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            # What happened while there was no contact cannot be told from the numbers alone.
            self._revision = self._withdrawals = -1
            while not self._stop.is_set():
                self._catch_up(connection)
                for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
                    pass

    def _catch_up(self, connection: "psycopg.Connection[Any]") -> None:
        asked = time.monotonic()
        revision, withdrawals = connection.execute(_STATE).fetchone() or (0, 0)
        if (revision, withdrawals) != (self._revision, self._withdrawals):
            with connection.transaction():
                self._read(connection)
        self._seen = asked

    def _read(self, connection: "psycopg.Connection[Any]") -> None:
        """Read what is newer in one snapshot. A number that went back means another database.

        What was read is served in one step: no reader sees the new page beside the withdrawn one.
        """
        revision, withdrawals = connection.execute(_STATE).fetchone() or (0, 0)
        since = self._revision if revision >= self._revision else -1
        pages = dict(self._pages)
        for path, content, gzipped, etag, headers in connection.execute(_NEWER, [since]):
            pages[_key(path)] = ServedPage(
                content=content, gzipped=gzipped, etag=etag, headers=headers
            )
        if since < 0 or withdrawals != self._withdrawals:
            stand = {_key(path) for (path,) in connection.execute(_PATHS)}
            for gone in pages.keys() - stand:
                del pages[gone]
                self._plain.pop(gone, None)
        self._pages = pages
        self._revision, self._withdrawals = revision, withdrawals


def _key(path: str) -> str:
    return path.encode().decode("latin-1")


def _parameters() -> Mapping[str, Any]:
    """How to reach the database that Django uses, without Django's own pool and cursors."""
    settings = connections["default"].settings_dict
    known = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        # A silent network must be noticed, not waited for.
        "connect_timeout": 3,
        "tcp_user_timeout": 3000,
        "application_name": "published-pages",
    }
    options = {key: value for key, value in settings["OPTIONS"].items() if key.startswith("ssl")}
    return {key: value for key, value in (known | options).items() if value not in {"", None}}
