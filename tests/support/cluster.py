"""A migrated PostgreSQL for a test session, without migrating in each of them.

The first session after a change of migrations migrates a database and keeps a copy of the whole
cluster in `var/`; the others begin from that copy, and make their own test databases from the
migrated one as a template.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from narvard.demo.postgres import DATABASE, EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / "var" / "test-clusters"
NEWEST = 3
# What a migrated database is made from, besides the migrations themselves.
ALSO = ("foundation/migrating.py", "foundation/append_only.py", "requirements/dev.txt")


def start(folder: Path) -> tuple[EmbeddedPostgres, str]:
    """A running server, and the name of the database on it to copy (empty: migrate as usual)."""
    server = EmbeddedPostgres(folder, fast=True)
    kept = KEPT / _digest()
    if not kept.exists() and not _build(server, kept):
        server.start()
        return server, ""
    folder.mkdir(parents=True, exist_ok=True)
    if not server.cluster.exists():
        _copy(kept, server.cluster)
    server.start()
    return server, DATABASE


def _build(server: EmbeddedPostgres, kept: Path) -> bool:
    """Migrate and keep a copy; False when the migrations cannot be applied as they stand."""
    server.start()
    migrated = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "migrate", "--no-input", "--verbosity=0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": server.url()},
        capture_output=True,
        check=False,
    )
    server.stop()
    if migrated.returncode != 0:
        return False
    KEPT.mkdir(parents=True, exist_ok=True)
    _forget_old()
    half = kept.with_name(f"{kept.name}.{os.getpid()}")
    _copy(server.cluster, half)
    try:
        half.rename(kept)
    except OSError:  # another session was first
        shutil.rmtree(half, ignore_errors=True)
    return True


def _digest() -> str:
    made_of = hashlib.sha256()
    for file in [*sorted(ROOT.glob("*/migrations/*.py")), *(ROOT / name for name in ALSO)]:
        made_of.update(file.read_bytes())
    return made_of.hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "--archive", "--reflink=auto", source, target], check=True)


def _forget_old() -> None:
    kept = sorted(KEPT.iterdir(), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for old in kept[NEWEST:]:
        shutil.rmtree(old, ignore_errors=True)
