"""App configuration."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """The public face, composed from all floors below."""

    name = "roadmap"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register navigation and the public addresses that are published."""
        from roadmap import navigation, paths  # noqa: F401 - registers on import
