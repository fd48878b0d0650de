"""`make bench`: every benchmark side by side in one run, on a database of its own.

Prints a table and writes it to benchmarks/results.md. A name as argument runs that module alone
and writes nothing: `python benchmarks/run.py pages`.
"""

import importlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import markdown, table  # noqa: E402 - found through the line above
from narvard.demo.postgres import EmbeddedPostgres  # noqa: E402

# What each module's bars ask: at least (ratios of speed) or at most (ratios of time).
MODULES = {
    "pages": "≥",
    "rendered": "≥",
    "outbox": "≥",
    "diary": "≥",
    "pdf": "≤",
    "observations": "≤",
    "charts": "≤",
}
COUNTY = "sormland"


def main(names: list[str]) -> int:
    """Run the modules that exist, or those named; 1 when a bar was not met."""
    wanted = names or [name for name in MODULES if (ROOT / "benchmarks" / f"{name}.py").exists()]
    with tempfile.TemporaryDirectory(prefix="narvard-bench-") as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres", fast=True)
        server.start()
        try:
            _prepare(Path(folder), server)
            rows = [row for name in wanted for row in _measure(name)]
        finally:
            server.stop()
    print("\n" + table(rows))
    if not names:
        (ROOT / "benchmarks" / "results.md").write_text(markdown(rows))
    return int(any(row["met"] is False for row in rows))


def _prepare(folder: Path, server: EmbeddedPostgres) -> None:
    data = folder / "data"
    for room in ("queue", "control", "processed"):
        (data / "broker" / room).mkdir(parents=True)
    os.environ.pop("REDIS_URL", None)
    os.environ |= {
        "DATA": str(data),
        "DATABASE_URL": server.url(),
        "DEMO": "1",
        "SECRET_KEY": "bench-" + "x" * 50,
        "ALLOWED_HOSTS": "*",
        "STATIC_ROOT": str(data / "static"),
        "DJANGO_SETTINGS_MODULE": "benchmarks.site_settings",
        "PYTHONWARNINGS": "ignore",
    }
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    from narvard.demo import content

    _say("tables and content")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_county", str(ROOT / "county" / "data" / f"{COUNTY}.json"), verbosity=0)
    content.load(COUNTY)
    connections.close_all()
    # Only what is started later shares the web's pool of connections.
    os.environ["DATABASE_POOL"] = "1"


def _measure(name: str) -> list[dict[str, Any]]:
    from django.db import connections

    _say(name)
    begun = time.monotonic()
    rows: list[dict[str, Any]] = importlib.import_module(f"benchmarks.{name}").run()
    connections.close_all()
    for row in rows:
        row.setdefault("sign", "≤" if "seconds" in row else MODULES.get(name, "≥"))
        row["met"] = _met(row)
    _say(f"{name}: {time.monotonic() - begun:.0f} s")
    return rows


def _met(row: dict[str, Any]) -> bool | None:
    """Whether the bar is met; None without a bar. Of times the worst counts, not the median."""
    if row["bar"] is None:
        return None
    value = row.get("worst", row.get("seconds", row.get("ratio")))
    return bool(value >= row["bar"] if row["sign"] == "≥" else value <= row["bar"])


def _say(text: str) -> None:
    print(f"--- {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
