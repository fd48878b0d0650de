"""The folder through which the demo's processes wake each other when there is no Redis.

Messages in it are wake-ups only: what is to be done stands in the outbox. So they can be thrown
away at a start, and swept when they have been read.
"""

import shutil
import time
from pathlib import Path

ROOMS = ("queue", "control", "processed")
KEEP_SECONDS = 300


def prepare(folder: Path) -> None:
    """An empty folder with the rooms that kombu expects to find."""
    shutil.rmtree(folder, ignore_errors=True)
    for room in ROOMS:
        (folder / room).mkdir(parents=True)


def sweep(folder: Path) -> None:
    """Remove messages read some minutes ago; kombu itself keeps them for ever."""
    oldest = time.time() - KEEP_SECONDS
    for message in (folder / "processed").iterdir():
        try:
            if message.stat().st_mtime < oldest:
                message.unlink()
        except FileNotFoundError:
            continue
