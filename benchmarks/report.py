"""The table of results, and what is said of the machine: no names, no folders."""

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.load import generator
from narvard.demo.postgres import binaries

HEAD = ("Measure", "Median", "Bar", "Met", "Rounds")
PACKAGES = ("django", "gunicorn", "psycopg", "celery", "weasyprint")


def table(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as a Markdown table, in columns that also read well in a terminal."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    texts = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]])


def markdown(rows: Iterable[dict[str, Any]]) -> str:
    """The whole of results.md."""
    facts = "\n".join(f"- {fact}" for fact in _machine())
    return (
        "# Results\n\n"
        "Written by `make bench`. What is measured, and how: [README.md](README.md). Ratios are to "
        "a baseline measured in the same run; of times, the worst is held to the bar.\n\n"
        f"{table(rows)}\n\n## Machine\n\n{facts}\n"
    )


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    if "seconds" in row:
        value = f"{row['seconds']:.2f} s (worst {row['worst']:.2f} s)"
        bar = f"{row['sign']} {row['bar']:g} s" if row["bar"] is not None else "–"
    else:
        value = f"{row['ratio']:.3g}"
        bar = f"{row['sign']} {row['bar']:g}" if row["bar"] is not None else "–"
    met = {True: "yes", False: "NO", None: "–"}[row["met"]]
    return row["name"], value, bar, met, str(row["rounds"])


def _machine() -> list[str]:
    postgres = subprocess.run(
        [str(binaries() / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[-1]
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"{len(os.sched_getaffinity(0))} cores, {_processor()}, load from {generator()}",
        f"Python {platform.python_version()}, PostgreSQL {postgres}",
        packages,
    ]


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1].strip() if found else platform.machine()
