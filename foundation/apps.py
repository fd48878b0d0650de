"""App configuration."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Domain-free ground that every floor stands on."""

    name = "foundation"
    default_auto_field = "django.db.models.BigAutoField"
