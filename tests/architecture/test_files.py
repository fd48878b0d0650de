"""What no file may be or hold."""

import re
from pathlib import Path

import pytest

from tests.support.sources import APPS, ROOT, files

LONGEST = 400
# Spelled in parts, so that this file does not hold what it looks for.
MACHINE = re.compile(r"(?<![\w.}])/(" + "|".join(["work", "root", "home/" + r"\w+", "opt"]) + ")/")
REGISTRY = re.compile("|".join(["py" + r"pi\.org", "--index" + "-url", "extra-" + "index-url"]))
LEFTOVER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
TEXT = (".py", ".html", ".css", ".js", ".md", ".txt", ".in", ".sql", ".toml", ".yml", ".conf")
ATTRIBUTES = re.compile(r"<[a-zA-Z][^>]*\s(style|on[a-z]+)\s*=\s*[\"']", re.DOTALL)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)


def text(path: Path) -> str:
    return (ROOT / path).read_text()


def test_there_is_something_to_read() -> None:
    assert len(files(".py")) > 100
    assert len(files(".html")) > 20


@pytest.mark.parametrize("ending", [".py", ".html", ".css", ".js", ".sql", ".md"])
def test_files_are_short(ending: str) -> None:
    long = {
        str(path): length
        for path in files(ending)
        # Migrations are written by Django, and first ones hold every table.
        if "migrations" not in path.parts and (length := len(text(path).splitlines())) > LONGEST
    }
    assert long == {}


def test_most_files_are_shorter_still() -> None:
    lengths = sorted(len(text(path).splitlines()) for path in files(".py"))
    assert lengths[len(lengths) * 3 // 4] <= 150


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY, LEFTOVER], ids=["path", "index", "left"])
def test_no_file_names_a_machine_or_an_index_or_leaves_work_behind(
    pattern: re.Pattern[str],
) -> None:
    found = {
        f"{path}:{number}": line.strip()
        for path in files(*TEXT)
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    }
    assert found == {}


def test_templates_hold_no_inline_style_or_handler() -> None:
    found = [str(path) for path in files(".html") if ATTRIBUTES.search(text(path))]
    found += [str(path) for path in files(".html") if "<style" in text(path).lower()]
    assert found == []


def test_scripts_are_files_of_our_own() -> None:
    found = [
        f"{path}: {match[0]}"
        for path in files(".html")
        for match in SCRIPT.finditer(text(path))
        if "src=" not in match[1] or match[2].strip() or "//" in match[1]
    ]
    assert found == []


def test_every_package_says_what_lives_in_it() -> None:
    for package in ("foundation", "county", "diary", "indicators", "initiatives", "decisions"):
        assert (ROOT / package / "README.md").exists(), package
    assert len(text(Path("narvard/README.md")).splitlines()) > 5
    assert len(text(Path("roadmap/README.md")).splitlines()) > 5


def test_what_the_guides_point_at_is_there() -> None:
    """A map that names a room that has moved leads astray. An address begins with a stroke."""
    guides = [path for path in files(".md") if path.parts[0] != "docs" or path.name == "drift.md"]
    lost = [
        f"{guide}: {named}"
        for guide in guides
        for named in re.findall(r"`([a-z_]+/[\w/.-]*)`", text(guide))
        if not any(
            (ROOT / place / named.removesuffix("/")).exists()
            for place in ("", "templates", guide.parent, *APPS)
        )
    ]
    assert lost == []
