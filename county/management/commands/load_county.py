"""`load_county FILE`: brings the county's tables to what the file says."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from county.loader import CountyFileRefused, load


class Command(BaseCommand):
    """Loads a county file, or says where it is wrong and changes nothing."""

    help = "Läser in länsfilen. Det som är oförändrat rörs inte; ett fel gör att inget läses in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The path of the file."""
        parser.add_argument("file", type=Path, help="sökväg till länsfilen, till exempel lan.json")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load and print the summary."""
        try:
            report = load(options["file"])
        except CountyFileRefused as refusal:
            faults = "\n".join(f"  {each.field}: {each.message}." for each in refusal.problems)
            raise CommandError(f"{refusal.message}\n{faults}") from refusal
        if options["verbosity"]:
            self.stdout.write("\n".join(report.lines()))
