"""Kombu's file broker, with its two races closed. For one machine without Redis.

Kombu writes a message where a reader may already look, and an exchange's table in the same way;
a worker that reads one half written ends at once. Here both appear whole or not at all. A
message read is removed, so that nothing piles up.
"""

import json
import logging
import os
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """One connection's view of the folders."""

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:  # type: ignore[override]
        name = f"{round(monotonic() * 1000)}_{uuid4()}"
        folder = Path(self.data_folder_out)
        # Without the queue's ending it is no message yet.
        unfinished = folder / name
        unfinished.write_text(dumps(payload))
        unfinished.rename(folder / f"{name}.{queue}.msg")

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - kombu's own
        for name in sorted(path.name for path in Path(self.data_folder_in).iterdir()):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            mine = Path(self.processed_folder) / name
            try:
                Path(self.data_folder_in, name).rename(mine)
            except FileNotFoundError:
                continue
            payload = mine.read_text()
            mine.unlink(missing_ok=True)
            try:
                return loads(payload)
            except ValueError:
                # Cut short by a full disk, say. It was only a wake-up: the sweep comes.
                log.warning("message %s cannot be read", name)
        raise Empty

    def _queue_bind(self, exchange: str, *binding: Any) -> None:
        self.control_folder.mkdir(exist_ok=True)
        table: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]
        if not table.exists():
            empty = table.with_name(f"{uuid4()}.new")
            empty.write_text(json.dumps([]))
            try:
                os.link(empty, table)
            except FileExistsError:
                log.debug("another process made the table of %s first", exchange)
            empty.unlink()
        super()._queue_bind(exchange, *binding)


class Transport(filesystem.Transport):
    """What `filesystem://` means from now on."""

    Channel = Channel


def use() -> None:
    """Have every `filesystem://` address use this broker."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
