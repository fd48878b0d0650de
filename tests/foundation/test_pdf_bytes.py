"""The same input gives the same bytes, whatever process, machine setting or order."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from foundation.pdf import DocumentInfo
from tests.support import sample_document as sample

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import hashlib, django
django.setup()
from tests.support import sample_document as sample
for name in {names}:
    print(name, hashlib.sha256(sample.SAMPLES[name]()).hexdigest())
"""


def digests(names: list[str], folder: Path, **environment: str) -> dict[str, str]:
    program = PROGRAM.format(names=names)
    home = folder / "home"
    home.mkdir(exist_ok=True)
    clean = {k: v for k, v in os.environ.items() if k not in {"TZ", "LANG", "FONTCONFIG_FILE"}}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**clean, "HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(line.split() for line in done.stdout.splitlines())


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    names = sorted(sample.SAMPLES)
    here = {name: hashlib.sha256(sample.SAMPLES[name]()).hexdigest() for name in names}
    there = digests(names[::-1], tmp_path, PYTHONHASHSEED="7", TZ="Asia/Tokyo", LANG="de_DE.UTF-8")
    assert there == here


def test_the_fonts_of_the_machine_are_never_used(tmp_path: Path) -> None:
    rules = tmp_path / "fonts.conf"
    rules.write_text(
        '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir>'
        '<match target="pattern"><edit name="family" mode="assign" binding="strong">'
        "<string>DejaVu Serif</string></edit></match></fontconfig>"
    )
    with_rules = digests(["full"], tmp_path, FONTCONFIG_FILE=str(rules))
    assert with_rules["full"] == hashlib.sha256(sample.full()).hexdigest()


def test_another_moment_gives_another_file() -> None:
    later = sample.document(created=sample.CREATED + timedelta(days=1))
    changed = sample.render(sample.TEMPLATE, sample.context(), document=later)
    assert changed != sample.full()


def test_the_moment_is_the_same_in_any_zone() -> None:
    elsewhere = sample.CREATED.astimezone(timezone(timedelta(hours=9)))
    moved = sample.document(created=elsewhere)
    assert sample.render(sample.TEMPLATE, sample.context(), document=moved) == sample.full()


def test_the_day_is_the_swedish_day() -> None:
    late = sample.document(created=datetime(2026, 5, 7, 22, 30, tzinfo=UTC))
    assert late.date.isoformat() == "2026-05-08"


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        sample.document(created=datetime(2026, 5, 7))  # noqa: DTZ001 - what is refused


def test_a_document_without_title_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        DocumentInfo(title=" ", author="Region Exempel", created=sample.CREATED)
