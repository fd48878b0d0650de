"""App configuration."""

from django.apps import AppConfig


class CountyConfig(AppConfig):
    """The county as data: who works together, what they aim for, and who may act."""

    name = "county"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register navigation, the tables that operators edit, and the file's sections."""
        from django.db.models.signals import post_save

        from county import county_tables, navigation  # noqa: F401 - registers on import
        from county.accounts import forget_old_address
        from county.county_sections import SECTIONS
        from county.loader import registry
        from county.rules import operates
        from foundation.access import operator_check

        operator_check(operates)
        post_save.connect(forget_old_address, sender="county.User", dispatch_uid="county.accounts")
        registry.register(*SECTIONS)
