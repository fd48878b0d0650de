"""`manage.py kolada_emulator`: a server that answers like Kolada, Folkhälsodata and SCB.

For development, tests and the demo. Its figures to 2022 are real for some KPIs, all others are
made up. Point `KOLADA_BASE_URL`, `FOLKHALSODATA_BASE_URL` and `SCB_BASE_URL` at what it prints.
"""

from argparse import ArgumentParser, BooleanOptionalAction
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from narvard.emulator import kolada, world
from narvard.emulator.app import Emulator
from narvard.emulator.server import HOST, listen, serve


class Command(BaseCommand):
    """Answer until SIGTERM. Uses no database."""

    help = "Startar en server som svarar som Kolada, Folkhälsodata och SCB, för prov och demo."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How the real servers are, and how to make them harder."""
        parser.add_argument("--port", type=int, default=8090, help="0 tar en ledig port")
        parser.add_argument("--per-page-max", type=int, default=kolada.LARGEST_PAGE)
        parser.add_argument("--list-status", type=int, choices=(400, 422), default=422)
        parser.add_argument("--shuffle-seed", type=int, default=0, help="könens ordning")
        parser.add_argument(
            "--groups",
            action=BooleanOptionalAction,
            default=True,
            help="gruppers rader när inga områden anges",
        )
        parser.add_argument("--today", type=date.fromisoformat, help="emulatorns dag, ÅÅÅÅ-MM-DD")
        parser.add_argument(
            "--all-sweden",
            action="store_true",
            help="påhittade siffror för 50 nyckeltal i alla områden, för volymprov",
        )
        parser.add_argument(
            "--daily-changes", action="store_true", help="ändrar och tar bort ett värde om dagen"
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="slutar när den som startade den slutar"
        )

    def handle(self, *_arguments: object, **options: Any) -> None:
        """Listen, say where, and serve."""
        emulator = Emulator(
            world.Options(
                today=options["today"] or timezone.localdate(),
                all_sweden=options["all_sweden"],
                daily_changes=options["daily_changes"],
            ),
            kolada.Options(
                page_max=options["per_page_max"],
                list_status=options["list_status"],
                seed=options["shuffle_seed"],
                groups=options["groups"],
            ),
        )
        try:
            server = listen(emulator, options["port"])
        except OSError as error:
            raise CommandError(
                f"Port {options['port']} går inte att lyssna på: {error.strerror}. "
                "Välj en annan med --port."
            ) from None
        origin = f"http://{HOST}:{server.server_port}"
        for line in (
            f"KOLADA_BASE_URL={origin}/v3",
            f"FOLKHALSODATA_BASE_URL={origin}/folkhalsodata",
            f"SCB_BASE_URL={origin}/scb",
        ):
            self.stdout.write(line)
        self.stdout.flush()
        serve(server, with_parent=options["with_parent"])
