"""The drawing of the processes is made from the tables, and is up to date."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from initiatives.workflow import DIRECTIVE, INITIATIVE, NEED
from narvard.management.commands import draw_workflows


def test_the_document_is_up_to_date() -> None:
    before = draw_workflows.PATH.read_text(encoding="utf-8")
    call_command("draw_workflows", check=True)
    assert draw_workflows.PATH.read_text(encoding="utf-8") == before


def test_every_step_and_state_stands_there_without_a_county_s_words() -> None:
    text = draw_workflows.PATH.read_text(encoding="utf-8")
    for table in (NEED, INITIATIVE, DIRECTIVE):
        for row in table:
            assert row.who_label in text
            for source in row.sources:
                assert f"{source} --> {row.target}" in text
    assert "{" not in text
    assert "Länsstyrgruppen" not in text


def test_an_old_document_is_told_of_and_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(draw_workflows.settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(draw_workflows, "PATH", tmp_path / "process.md")
    with pytest.raises(CommandError, match="inaktuell"):
        call_command("draw_workflows", check=True)
    call_command("draw_workflows")
    call_command("draw_workflows", check=True)


def test_guards_say_in_swedish_what_they_ask() -> None:
    for table in (NEED, INITIATIVE):
        for row in table:
            for guard in row.guards:
                first = (guard.__doc__ or "").strip().splitlines()[0]
                assert first.endswith("."), guard
