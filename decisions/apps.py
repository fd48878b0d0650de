"""App configuration."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Meetings, decisions, assignments and the documents they yield."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the outbox carries out, what waits for people, and the navigation."""
        from decisions import handlers, navigation, public, waiting  # noqa: F401 - on import
