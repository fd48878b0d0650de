"""`manage.py publish_pages`: bring the published pages up to date, without a worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from foundation import publishing
from foundation.models import PublishedPage


class Command(BaseCommand):
    """Run with --all after each release: templates change pages without a transaction."""

    help = "Render stale and new public pages; with --all every one."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--all` for a new release."""
        parser.add_argument("--all", action="store_true", help="render every page anew")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Publish, then tell what could not be."""
        if options["all"]:
            published = publishing.publish_all()
        else:
            published = publishing.publish_stale(look_around=True)
        left = PublishedPage.objects.filter(stale_since__isnull=False).count()
        self.stdout.write(f"{published} sidor publicerade, {left} väntar")
