"""App configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and measures that follow the goals."""

    name = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register navigation, public addresses, what operators edit, and the file's sections."""
        from county.loader import registry
        from indicators import county_tables, navigation, paths  # noqa: F401 - registers on import
        from indicators.county_sections import SECTIONS

        registry.register(*SECTIONS)
