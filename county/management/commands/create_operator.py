"""`create_operator EMAIL NAME`: the first person who can log in and add the others."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from county.services import create_operator
from foundation.errors import DomainError


class Command(BaseCommand):
    """Creates an operator, who then chooses a password by mail and sets up two steps."""

    help = "Skapar en systemförvaltare och säger hur personen väljer sitt lösenord."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who it is."""
        parser.add_argument("email", help="e-postadressen som personen loggar in med")
        parser.add_argument("name", help="för- och efternamn, inom citattecken")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Create and say what to do next."""
        try:
            user = create_operator(email=options["email"], name=options["name"])
        except DomainError as refusal:
            raise CommandError(refusal.message) from refusal
        address = f"{settings.PUBLIC_ORIGIN}{reverse('account_reset_password')}"
        self.stdout.write(
            f"{user} ({user.email}) är systemförvaltare från och med i dag.\n"
            f"Personen väljer sitt lösenord själv: öppna {address} och skriv {user.email}.\n"
            "Ett brev med en länk kommer inom en minut, om webb, arbetare och e-post är igång.\n"
            "Vid första inloggningen kopplar personen en app eller säkerhetsnyckel."
        )
