"""Where processes meet: a private folder for Unix sockets, and ports that are free."""

import hashlib
import os
import socket
import stat
import tempfile
from pathlib import Path

from narvard.demo.problems import StartProblem

# The kernel's limit for a socket's whole path is 107 bytes; PostgreSQL adds its own file name.
LONGEST = 107 - len("/.s.PGSQL.5432")


def socket_folder(data: Path) -> Path:
    """`run` in the data folder, or a folder of our own under the temp folder if that is too deep.

    The fallback has the same name every time, so that a killed server leaves nothing behind
    that the next start does not use again.
    """
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    private = f"narvard-{os.geteuid()}-{name}"
    candidates = [
        data / "run",
        Path(tempfile.gettempdir()) / private,
        Path("/tmp") / private,  # noqa: S108 - refused below when it is somebody else's
    ]
    return next(folder for folder in candidates if len(os.fsencode(folder)) <= LONGEST)


def make_private(folder: Path) -> None:
    """Create the folder for ourselves alone; refuse one that somebody else has put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise StartProblem(f"{folder} tillhör någon annan. Ta bort den eller sätt TMPDIR.")
    folder.chmod(0o700)


def free_port() -> int:
    """A port on this machine's own address that nobody listens to at the moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
    return port
