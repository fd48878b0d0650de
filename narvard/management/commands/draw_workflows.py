"""Write docs/process.md from the transition tables, so that the drawing is never out of date."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from decisions.workflow import MEETING
from foundation.workflow.diagram import markdown
from indicators.workflow import ENTRY, INDICATOR, MEASURE, QUARANTINE, REFLECTION, REPORT, UPLOAD
from initiatives.workflow import DIRECTIVE, INITIATIVE, NEED

PATH = Path(settings.BASE_DIR) / "docs" / "process.md"
TABLES = (
    NEED,
    INITIATIVE,
    DIRECTIVE,
    MEETING,
    INDICATOR,
    MEASURE,
    REFLECTION,
    ENTRY,
    UPLOAD,
    REPORT,
    QUARANTINE,
)
NEUTRAL = {"receiver": "mottagaren", "preparatory_group": "beredning"}
"""What the labels say in no county in particular."""

HEAD = """# Processen

Skriven av `python manage.py draw_workflows` ur övergångstabellerna. Ändra tabellerna
(`initiatives/workflow.py`, `decisions/workflow.py`, `indicators/workflow.py`), inte den här filen.
Ord som varje län har sina egna för står här i allmän form.
"""


class Command(BaseCommand):
    """`draw_workflows` writes the file; `--check` fails when it is out of date."""

    help = "Skriver docs/process.md ur övergångstabellerna."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` only compares."""
        parser.add_argument("--check", action="store_true", help="jämför bara")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Write or compare."""
        text = drawn()
        if not options["check"]:
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"{PATH.relative_to(settings.BASE_DIR)} är skriven.")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            raise CommandError("docs/process.md är inaktuell. Kör python manage.py draw_workflows.")


def drawn() -> str:
    """The whole document."""
    parts = [markdown(table).replace("# ", "## ", 1) for table in TABLES]
    return _neutral("\n".join([HEAD, *parts]))


def _neutral(text: str) -> str:
    return re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: NEUTRAL.get(found[1], found[1]), text)
