"""App configuration."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Domain-free ground that every floor stands on."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the ground's own outbox handlers and its entry in the navigation."""
        from foundation import mail, operations_entry  # noqa: F401 - registers on import
