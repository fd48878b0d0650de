"""A reviewed table in a file: read, compared with what was met, rewritten on request."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent
Cells = dict[str, str]
Rows = dict[tuple[str, str], Cells]


def read(name: str) -> Rows:
    """The rows by (address, what it is about)."""
    path = HERE / name
    if not path.exists():
        return {}
    lines = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    heads = lines[0][2:] if lines else []
    return {(cells[0], cells[1]): dict(zip(heads, cells[2:], strict=True)) for cells in lines[1:]}


def line(key: tuple[str, str], cells: Mapping[str, str], heads: Sequence[str]) -> str:
    """One row as it stands in the file."""
    return "\t".join([*key, *(cells[head] for head in heads)])


def hold(name: str, met: Rows, heads: Sequence[str]) -> None:
    """Fail where the table and the world differ; with UPDATE_RIGHTS=1 rewrite it for review."""
    reviewed = read(name)
    if os.environ.get("UPDATE_RIGHTS") == "1":
        _write(name, met, heads)
        return
    missing = [line(key, met[key], heads) for key in met if key not in reviewed]
    gone = [" · ".join(key) for key in reviewed if key not in met]
    wrong = [
        f"{' · '.join(key)} · {head}: {cells[head]}, reviewed as {reviewed[key].get(head, '–')}"
        for key, cells in met.items()
        if key in reviewed
        for head in heads
        if cells[head] != reviewed[key].get(head)
    ]
    said = [
        *(["Review these rows and add them (tab between cells):", *missing] if missing else []),
        *(["These rows are of no address any more:", *gone] if gone else []),
        *(["Rights differ from what was reviewed:", *wrong] if wrong else []),
    ]
    where = f"tests/rights/{name} (UPDATE_RIGHTS=1 rewrites it; read the difference)"
    assert not said, "\n".join([where, *said])


def _write(name: str, met: Rows, heads: Sequence[str]) -> None:
    path = HERE / name
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    notes = [each for each in old if each.startswith("#")]
    rows = [line(key, met[key], heads) for key in met]
    head = "\t".join(["address", "what", *heads])
    path.write_text("\n".join([*notes, head, *rows]) + "\n", encoding="utf-8")
