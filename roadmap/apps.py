"""App configuration."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """The public face, composed from all floors below."""

    name = "roadmap"
    default_auto_field = "django.db.models.BigAutoField"
