"""Where a demo lives: its county, its port and its data folder, read from the environment."""

import fcntl
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

from narvard.demo.postgres import EmbeddedPostgres
from narvard.demo.problems import StartProblem
from narvard.demo.sockets import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
COUNTIES = ROOT / "county" / "data"
_locks: list[TextIOWrapper] = []


@dataclass(frozen=True)
class Place:
    """One demo: what it shows and where. Two of them never share a data folder."""

    county: str
    host: str
    port: int
    data: Path
    database_url: str = field(repr=False)
    embedded: bool
    statistics_port: int
    """Where the statistics emulator listens; 0 when the environment names a real source."""

    @property
    def county_file(self) -> Path:
        """The file that `load_county` reads."""
        return COUNTIES / f"{self.county}.json"

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{self.host}:{self.port}/"

    @property
    def log(self) -> Path:
        """The folder of the log files, one per process."""
        return self.data / "log"

    @property
    def broker(self) -> Path:
        """The folder through which processes wake each other."""
        return self.data / "broker"

    def environment(self) -> dict[str, str]:
        """What every process of this demo has in its environment."""
        return {
            "DEMO": "1",
            "DATA": str(self.data),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": self._secret_key(),
            "ALLOWED_HOSTS": "*",
            "PUBLIC_ORIGIN": self.address.rstrip("/"),
            "BIND": f"{self.host}:{self.port}",
            "STATIC_ROOT": str(self.data / "static"),
            "DJANGO_SETTINGS_MODULE": "narvard.settings",
            "PYTHONUNBUFFERED": "1",
        } | self._statistics()

    def _statistics(self) -> dict[str, str]:
        """Figures come from the emulator beside the demo, unless a source was named."""
        if not self.statistics_port:
            return {}
        origin = f"http://127.0.0.1:{self.statistics_port}"
        return {
            "KOLADA_BASE_URL": f"{origin}/v3",
            "FOLKHALSODATA_BASE_URL": f"{origin}/folkhalsodata",
            "SCB_BASE_URL": f"{origin}/scb",
        }

    def _secret_key(self) -> str:
        mark = self.data / "secret-key"
        if not mark.exists():
            fresh = mark.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(64))
            fresh.rename(mark)
        return mark.read_text()


def from_environment() -> Place:
    """Read COUNTY, PORT, HOST, DATA and DATABASE_URL; raise StartProblem for a value amiss."""
    county = os.environ.get("COUNTY") or "sormland"
    known = sorted(path.stem for path in COUNTIES.glob("*.json"))
    if county not in known:
        raise StartProblem(f"Länet {county} finns inte. Välj ett av: {', '.join(known)}.")
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:  # noqa: PLR2004 - the range of ports
        raise StartProblem(f"{port} är ingen port. Ange ett tal mellan 1 och 65535 i PORT.")
    data = Path(os.environ.get("DATA") or ROOT / "var" / f"demo-{county}").absolute()
    given = os.environ.get("DATABASE_URL", "")
    return Place(
        county=county,
        host=os.environ.get("HOST") or "127.0.0.1",
        port=int(port),
        data=data,
        database_url=given or EmbeddedPostgres(data).url(),
        embedded=not given,
        statistics_port=0 if os.environ.get("KOLADA_BASE_URL") else free_port(),
    )


def lock(place: Place) -> None:
    """Take the data folder for this process until it ends, however it ends."""
    file = (place.data / "lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise StartProblem(_occupied(place, file.read())) from None
    file.truncate(0)
    json.dump({"pid": os.getpid(), "address": place.address, "county": place.county}, file)
    file.flush()
    _locks.append(file)


def release() -> None:
    """Give back what this process has locked; its end does the same."""
    while _locks:
        _locks.pop().close()


def empty(place: Place) -> None:
    """Remove all that a demo has left in its folder; a folder that is no demo's is refused."""
    if not place.embedded:
        raise StartProblem("make demo-reset rör inte databasen i DATABASE_URL. Töm den själv.")
    found = {path.name for path in place.data.iterdir()} - {"lock"}
    if found and not found & {"secret-key", "postgres"}:
        raise StartProblem(f"{place.data} är inte en demos datamapp och lämnas orörd. Ändra DATA.")
    for name in found:
        path = place.data / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _occupied(place: Place, written: str) -> str:
    try:
        other = json.loads(written)
        who = f" (process {other['pid']}, {other['address']})"
    except (ValueError, KeyError, TypeError):
        who = ""
    return (
        f"En portal körs redan på {place.data}{who}. "
        "Avsluta den först, eller välj en annan mapp med DATA."
    )
