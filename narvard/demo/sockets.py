"""A folder for the Unix socket that is private and short enough for the kernel."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from narvard.demo.problems import StartProblem

# The kernel's limit for a socket's whole path is 107 bytes; PostgreSQL adds its lock file's name.
LONGEST = 107 - len("/.s.PGSQL.5432")


def socket_folder(data: Path) -> Path:
    """`run` in the data folder, or a folder of the same owner's under the temp folder.

    The fallback has the same name every time, so that a killed server leaves nothing behind
    that the next start does not use again. A folder that somebody else has put there is refused.
    """
    folder = data / "run"
    if len(os.fsencode(folder)) > LONGEST:
        name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"narvard-{os.geteuid()}-{name}"
        if len(os.fsencode(folder)) > LONGEST:
            folder = Path("/tmp") / folder.name  # noqa: S108 - checked for its owner below
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise StartProblem(f"{folder} tillhör någon annan. Ta bort den eller sätt TMPDIR.")
    folder.chmod(0o700)
    return folder
