"""Prepares a fresh clone: `python3 narvard/demo/bootstrap.py demo` (or `dev`).

Runs before anything is installed, so it uses the standard library alone, and is written so that
a Python too old for the portal can still read it and say so. Creates `.venv` and installs the
locked requirements in it; a stamp in `.venv` makes the next run do nothing.
"""

import ctypes
import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OLDEST = (3, 11)
# What WeasyPrint opens when it is imported, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
    "libgobject-2.0.so.0": "libglib2.0-0",
}
# What each set of requirements brings along.
INCLUDED = {"demo": ["demo"], "dev": ["dev", "demo"]}


def too_old(version: "tuple[int, ...]") -> str:
    """The sentence for a Python that is too old, or an empty string."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    found = ".".join(str(part) for part in version[:2])
    return (
        "Python 3.11 eller senare behövs, men det här är Python " + found + ". "
        "Installera en nyare och ange den: make demo PYTHON=python3.11"
    )


def missing_libraries(libraries: "dict[str, str]") -> str:
    """The sentence for system libraries that are not there, or an empty string."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    if not packages:
        return ""
    return "Pango, som ritar PDF:erna, saknas. Installera: apt-get install -y " + " ".join(packages)


def missing_programs() -> str:
    """The sentence for a program that every Debian has but other systems may lack."""
    if shutil.which("setpriv") is None:
        return "Programmet setpriv saknas. Installera: apt-get install -y util-linux"
    return ""


def install(name: str) -> None:
    """Bring `.venv` to what requirements/<name>.txt says, if it is not there already."""
    requirements = ROOT / "requirements" / (name + ".txt")
    environment = ROOT / ".venv"
    python = environment / "bin" / "python"
    with requirements.open("rb") as locked:
        # Two demos started at once must not install on top of each other.
        fcntl.flock(locked, fcntl.LOCK_EX)
        if _stamp(environment, name).is_file() and _runs(python, "--version"):
            return
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit("Pythons venv saknas. Installera: apt-get install -y python3-venv")
        if not _runs(python, "-m", "pip", "--version"):
            print("Skapar Pythonmiljön i .venv …", flush=True)
            _run([sys.executable, "-m", "venv", "--clear", str(environment)])
        print("Installerar det som portalen behöver …", flush=True)
        _run(
            [
                # Compiling every module takes longer than compiling those that are used.
                *(str(python), "-m", "pip", "install", "-qq", "--no-input", "--no-compile"),
                *("--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"),
                *("--requirement", str(requirements)),
            ]
        )
        for old in environment.glob("installed-*"):
            old.unlink()
        for included in INCLUDED[name]:
            _stamp(environment, included).touch()


def _stamp(environment: Path, name: str) -> Path:
    locked = (ROOT / "requirements" / (name + ".txt")).read_bytes()
    digest = hashlib.sha256(locked).hexdigest()[:16]
    return environment / ("installed-" + name + "-" + digest)


def _runs(python: Path, *arguments: str) -> bool:
    try:
        done = subprocess.run(
            [str(python), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def _run(command: "list[str]") -> None:
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("Installationen avbröts. Kontrollera nätverk och diskutrymme och kör om.")


if __name__ == "__main__":
    problem = too_old(tuple(sys.version_info[:3]))
    problem = problem or missing_libraries(LIBRARIES) or missing_programs()
    if problem:
        sys.exit(problem)
    install(sys.argv[1])
