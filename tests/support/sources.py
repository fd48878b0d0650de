"""The repository's own files, for tests that read code."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    *("foundation", "county", "diary", "indicators", "initiatives"),
    *("decisions", "roadmap", "narvard"),
)
# Not ours, or not for reading line by line.
_APART = {".git", ".venv", "var", "node_modules", "staticfiles", "__pycache__", "htmlcov"}


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file of the repository with one of these endings, relative to its root."""
    return tuple(path for path in _listed() if path.name.endswith(endings))


@cache
def _listed() -> tuple[Path, ...]:
    """What git would commit; without git, what is there."""
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0 and done.stdout:
        names = {Path(line) for line in done.stdout.splitlines()}
    else:
        names = {path.relative_to(ROOT) for path in ROOT.rglob("*")}
    return tuple(
        sorted(name for name in names if not _APART & set(name.parts) and (ROOT / name).is_file())
    )
