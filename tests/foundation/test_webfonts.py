"""The web's letters come from the same files as the PDFs'."""

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from fontTools.ttLib import TTFont

from foundation import fonts

NAMES = [
    "fonts/atkinson-regular.woff2",
    "fonts/atkinson-italic.woff2",
    "fonts/atkinson-bold.woff2",
    "fonts/atkinson-bolditalic.woff2",
]
LETTERS = "abcåäöÅÄÖéüšžčđæøõ0123456789”’–—…§%€ −×±≤≥"


@pytest.mark.parametrize("name", NAMES)
def test_each_face_is_found_and_holds_the_letters(name: str) -> None:
    found = finders.find(name)
    assert found is not None
    font = TTFont(found)
    assert font.flavor == "woff2"
    assert {ord(letter) for letter in LETTERS} <= set(font.getBestCmap())
    assert Path(found).stat().st_size < 40_000


def test_other_names_are_not_ours() -> None:
    assert finders.find("fonts/atkinson-thin.woff2") is None
    assert fonts.PackageFontsFinder().find("css/portal.css") == []


def test_find_all_gives_a_list() -> None:
    found = finders.find(NAMES[0], find_all=True)
    assert isinstance(found, list)
    assert len(found) == 1


def test_collectstatic_gets_every_face(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert sorted(path.name for path in (tmp_path / "fonts").glob("atkinson*.woff2")) == sorted(
        Path(name).name for name in NAMES
    )


def test_faces_to_leave_out_are_left_out() -> None:
    listed = [path for path, _ in fonts.PackageFontsFinder().list(["*bold*"])]
    assert listed == NAMES[:2]


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib; from foundation import fonts;"
        "print(hashlib.sha256(fonts.web_font(fonts.FACES[0])).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": "3"},
        check=True,
        capture_output=True,
        text=True,
    )
    here = hashlib.sha256(fonts.web_font(fonts.FACES[0])).hexdigest()
    assert done.stdout.strip() == here


def test_the_folder_is_made_once_and_reused(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    fonts.web_folder.cache_clear()
    try:
        first = fonts.web_folder()
        before = {path: path.stat().st_mtime_ns for path in first.rglob("*.woff2")}
        fonts.web_folder.cache_clear()
        assert fonts.web_folder() == first
        assert {path: path.stat().st_mtime_ns for path in first.rglob("*.woff2")} == before
        assert len(before) == 4
    finally:
        fonts.web_folder.cache_clear()


def test_an_unwritable_data_folder_is_no_obstacle(
    tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    settings.DATA_DIR = blocked  # type: ignore[attr-defined]
    fonts.web_folder.cache_clear()
    try:
        assert (fonts.web_folder() / NAMES[0]).exists()
    finally:
        fonts.web_folder.cache_clear()


def test_the_pdf_faces_stay_whole() -> None:
    for face in fonts.FACES:
        assert len(TTFont(BytesIO(face.source.read_bytes())).getBestCmap()) == 342
