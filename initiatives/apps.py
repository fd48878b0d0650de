"""App configuration."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """From a need to a joint initiative and its directive."""

    name = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the outbox carries out, what waits, the navigation and public paths."""
        from county.loader import registry
        from initiatives import (  # noqa: F401 - register on import
            handlers,
            navigation,
            paths,
            steering,
            waiting,
        )
        from initiatives.county_sections import SECTIONS

        registry.register(*SECTIONS)
