"""`manage.py refresh_indicators`: have figures fetched, and wait for them if asked to."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation import outbox
from foundation.errors import DomainError
from indicators.models import DataSeries, Refresh
from indicators.services.refresh import request_refresh
from indicators.services.refresh.closing import ACTIVE
from indicators.source_names import name_of
from indicators.sources import base

PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    """Asks for a run as the clock does. Exit code 1 when one that was waited for failed."""

    help = "Hämta uppgifter till indikatorerna. Utan --source hämtas från alla källor som används."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which source, how much, and whether to wait."""
        parser.add_argument("--source", choices=sorted(base.keys()), help="bara den källan")
        parser.add_argument(
            "--kind", choices=Refresh.Kind.values, default=Refresh.Kind.FULL, help="hur mycket"
        )
        parser.add_argument(
            "--wait", action="store_true", help="vänta tills det är klart, och hjälp till"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what was begun, and with --wait how it ended."""
        runs = [self._ask(key, options["kind"]) for key in self._sources(options["source"])]
        if options["wait"]:
            failed = [run for run in map(self._wait, runs) if run.status == Refresh.Status.FAILED]
            if failed:
                raise CommandError("En hämtning misslyckades.", returncode=1)

    def _sources(self, chosen: str | None) -> list[str]:
        if chosen:
            return [chosen]
        used = set(DataSeries.objects.values_list("source_key", flat=True))
        found = sorted(used & set(base.keys()))
        if not found:
            raise CommandError("Inga serier att hämta är registrerade. Läs in en länsfil först.")
        return found

    def _ask(self, source_key: str, kind: str) -> Refresh:
        try:
            asked = request_refresh(source_key=source_key, kind=kind)
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(asked.sentence)
        return asked.refresh

    def _wait(self, run: Refresh) -> Refresh:
        # A worker may hold the run's event; without one, the run is carried out here.
        while run.status in ACTIVE:
            if not outbox.drain():
                time.sleep(PAUSE_SECONDS)
            run.refresh_from_db()
        self.stdout.write(
            f"{name_of(run.source_key)}: {run.get_status_display()}. {run.requests} anrop, "
            f"{run.inserted} nya värden, {run.revised} ändrade, {run.withdrawn} borttagna, "
            f"{run.quarantined} i karantän."
        )
        for line in run.message.splitlines():
            self.stdout.write(f"  {line}")
        return run
