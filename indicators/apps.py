"""App configuration."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Indicators and measures that follow the goals."""

    name = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register navigation, addresses, what operators edit, what the outbox carries out."""
        from county.loader import registry
        from indicators import (  # noqa: F401 - register on import
            checks,
            county_tables,
            handlers,
            navigation,
            paths,
            waiting,
        )
        from indicators.county_sections import SECTIONS

        registry.register(*SECTIONS)
