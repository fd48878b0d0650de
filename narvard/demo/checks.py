"""What must be in order before anything is started; each check names what to do."""

import errno
import os
import shutil
import socket
import time
from pathlib import Path

import psycopg

from narvard.demo.bootstrap import LIBRARIES, missing_libraries, missing_programs
from narvard.demo.place import Place
from narvard.demo.problems import StartProblem

# A new cluster with its content takes about 150 MB; the rest is room to work in.
ROOM_FOR_NEW = 400 * 1024**2
ROOM_TO_GO_ON = 60 * 1024**2
PORT_PATIENCE_SECONDS = 3


def machine() -> None:
    """The programs and libraries that no Python package brings."""
    if problem := missing_libraries(LIBRARIES) or missing_programs():
        raise StartProblem(problem)


def data_folder(data: Path) -> None:
    """Create the data folder and its rooms, and write in it, or say why not."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / "skrivprov"
        probe.write_bytes(b"\0" * 65536)
        probe.unlink()
    except (FileExistsError, NotADirectoryError):
        raise StartProblem(f"{data} är en fil, ingen mapp. Välj en annan mapp med DATA.") from None
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise StartProblem(_full(data)) from None
        raise StartProblem(
            f"Datamappen {data} går inte att skriva i ({error.strerror}). "
            "Ge dig skrivrätt i den, eller välj en annan mapp med DATA."
        ) from None
    room = ROOM_TO_GO_ON if (data / "postgres").exists() else ROOM_FOR_NEW
    if shutil.disk_usage(data).free < room:
        raise StartProblem(_full(data))


def same_county(place: Place) -> None:
    """A data folder belongs to the county that was first loaded in it."""
    mark = place.data / "county"
    if not mark.exists():
        mark.write_text(place.county)
    elif (found := mark.read_text()) != place.county:
        raise StartProblem(
            f"Datamappen {place.data} hör till {found}. Välj en annan mapp med DATA, "
            "eller börja om med make demo-reset."
        )


def port_free(place: Place) -> None:
    """Nobody else listens there. A web process of a killed demo gets a moment to go."""
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while error := _bind(place.host, place.port):
        if error == errno.EADDRINUSE and time.monotonic() < deadline:
            time.sleep(0.1)
        elif error == errno.EADDRINUSE:
            raise StartProblem(
                f"Port {place.port} är upptagen. Välj en annan: make demo PORT={place.port + 1}"
            )
        elif error == errno.EACCES:
            raise StartProblem(f"Port {place.port} kräver root. Välj en över 1023 med PORT.")
        else:
            raise StartProblem(f"Det går inte att lyssna på {place.host}: {os.strerror(error)}.")


def database_answers(place: Place) -> None:
    """A database that the person has chosen must be there already."""
    try:
        psycopg.connect(place.database_url, connect_timeout=5).close()
    except psycopg.Error as error:
        raise StartProblem(
            f"Databasen i DATABASE_URL svarar inte: {' '.join(str(error).split())}"
        ) from None


def _bind(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0


def _full(data: Path) -> str:
    need = ROOM_FOR_NEW // 1024**2
    return f"Disken är full där {data} ligger. Frigör minst {need} MB, eller byt mapp med DATA."
