"""App configuration."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """From a need to a joint initiative and its directive."""

    name = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the sections of the county file that fill this package's tables."""
        from county.loader import registry
        from initiatives.county_sections import SECTIONS

        registry.register(*SECTIONS)
