"""App configuration."""

from django.apps import AppConfig


class CountyConfig(AppConfig):
    """The county as data: who works together, what they aim for, and who may act."""

    name = "county"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register navigation and the tables that operators edit."""
        from county import county_tables, navigation  # noqa: F401 - registers on import
