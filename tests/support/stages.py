"""`make test`: every stage in turn, each with its own heading, the tests last.

All stages are run even when one fails, so that one run tells everything. Arguments are handed on
to pytest.
"""

import json
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
    "--cache-clear",
)
# What pytest says when tests failed, and nothing else did (coverage has a code of its own).
TESTS_FAILED = 1
LAST_FAILED = ".pytest_cache/v/cache/lastfailed"
AGAIN_AT_MOST = 2
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
    tests = subprocess.run([*PYTEST, *arguments], cwd=ROOT, check=False).returncode
    if tests == TESTS_FAILED:
        tests = _again()
    if failed:
        print(f"\nFailed before the tests: {', '.join(failed)}", flush=True)
    return tests or len(failed)


def _again() -> int:
    """Run the files of what failed once more, alone: real processes also meet a busy machine.

    What passes now failed by chance. It is named in the last line, and is a fault to be found
    (CONTRIBUTING.md); what failed in more than a few files did not do so by chance.
    """
    names = sorted(json.loads((ROOT / LAST_FAILED).read_text()))
    files = sorted({name.split("::")[0] for name in names})
    if len(files) > AGAIN_AT_MOST:
        return TESTS_FAILED
    _heading(f"pytest, once more: {', '.join(files)}")
    alone = (PYTHON, "-m", "pytest", "-p", "no:cacheprovider", *files)
    code = subprocess.run(alone, cwd=ROOT, check=False).returncode
    if code == 0:
        print(f"\nFailed by chance, and passed alone: {', '.join(names)}", flush=True)
    return code


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
