"""`manage.py verify_diary`: check the whole register, or one series."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from diary import services
from diary.models import DiarySeries, RegisterEntry


class Command(BaseCommand):
    """Recomputes the chain and compares every row and file with it. Exit code 1 when broken."""

    help = "Kontrollera diariet: kedjan, raderna och filerna. Avslutas med 1 om något inte stämmer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One optional series."""
        parser.add_argument("--series", help="bara serien med den beteckningen")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what does not agree, the first broken link first."""
        series = None
        if options["series"]:
            series = DiarySeries.objects.filter(prefix=options["series"]).first()
            if series is None:
                raise CommandError(f"Serien {options['series']} finns inte.")
        problems = services.verify(series)
        if series is None:
            services.record_check(problems)
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"Diariet stämmer inte. Först bruten: {problems[0]}", returncode=1)
        entries = RegisterEntry.objects.filter(**({"series": series} if series else {})).count()
        self.stdout.write(f"Diariet är helt: {entries} händelser kontrollerade.")
