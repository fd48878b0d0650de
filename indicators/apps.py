"""App configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and measures that follow the goals."""

    name = "indicators"
    default_auto_field = "django.db.models.BigAutoField"
