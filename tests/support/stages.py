"""`make test`: every stage in turn, each with its own heading, the tests last.

All stages are run even when one fails, so that one run tells everything. Arguments are handed on
to pytest.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = (
    *("foundation", "county", "diary", "indicators", "initiatives"),
    *("decisions", "roadmap", "narvard"),
)
PYTHON = sys.executable
STAGES = {
    "ruff check": (PYTHON, "-m", "ruff", "check", "."),
    "ruff format": (PYTHON, "-m", "ruff", "format", "--check", "."),
    "djlint": (PYTHON, "-m", "djlint", "--quiet", "--lint", "templates"),
    "mypy": (PYTHON, "-m", "mypy", "manage.py", *PACKAGES),
    "import contracts": (
        PYTHON,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
    ),
    "migrations": (PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"),
}
PYTEST = (
    # In the order of collection: conftest.py puts what takes minutes first.
    *(PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
    *("--cov", "--cov-branch", "--cov-report=", "--gate-coverage", "--durations=40"),
)
# Nothing before the tests talks to a database; Django's settings only want to be complete.
SETTINGS = {
    "DEMO": "1",
    "SECRET_KEY": "only-for-static-checks",
    "ALLOWED_HOSTS": "localhost",
    "DATABASE_URL": "postgresql://nobody@localhost:1/none",
}


def main(arguments: list[str]) -> int:
    """Run the stages and return the exit code."""
    failed = [name for name, command in STAGES.items() if not _stage(name, command)]
    _heading("pytest")
    tests = subprocess.run([*PYTEST, *arguments], cwd=ROOT, check=False)
    if failed:
        print(f"\nFailed before the tests: {', '.join(failed)}", flush=True)
    return tests.returncode or len(failed)


def _stage(name: str, command: tuple[str, ...]) -> bool:
    _heading(name)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | SETTINGS, check=False)
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name}: {verdict} ({time.monotonic() - begun:.1f} s)", flush=True)
    return done.returncode == 0


def _heading(name: str) -> None:
    print(f"\n--- {name} ---", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
