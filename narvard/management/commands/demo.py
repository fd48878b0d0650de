"""`manage.py demo`: the whole portal on one machine, with a county and demo users."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from narvard.demo import entry
from narvard.demo.problems import StartProblem
from narvard.demo.run import run


class Command(BaseCommand):
    """Read COUNTY, PORT and DATA from the environment and run until Ctrl-C or SIGTERM."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--reset` is carried out on entry, before Django is loaded."""
        parser.add_argument("--reset", action="store_true", help="börja om med en tom datamapp")

    def handle(self, *_arguments: object, **_options: object) -> None:
        """Run the demo; a problem becomes one line and a failing exit code."""
        here = entry.entered()
        if here is None:
            raise CommandError("Starta demon från kommandoraden: make demo")
        try:
            run(here, self._say)
        except StartProblem as problem:
            sys.exit(str(problem))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
