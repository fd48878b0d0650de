"""Makes the project itself an app, so that its management commands are found."""

from django.apps import AppConfig
from django.conf import settings


class NarvardConfig(AppConfig):
    """The topmost floor."""

    name = "narvard"

    def ready(self) -> None:
        """In the demonstration, tell the figures of the older extract from made-up ones."""
        if settings.DEMO:
            from narvard.demo.statistics import know_the_extract

            know_the_extract()
