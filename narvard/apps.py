"""Makes the project itself an app, so that its management commands are found."""

from django.apps import AppConfig
from django.conf import settings


class NarvardConfig(AppConfig):
    """The topmost floor."""

    name = "narvard"

    def ready(self) -> None:
        """Register the project's checks; in the demonstration, tell real figures from made-up."""
        from narvard import checks  # noqa: F401 - registers on import

        if settings.DEMO:
            from narvard.demo.statistics import know_the_extract

            know_the_extract()
