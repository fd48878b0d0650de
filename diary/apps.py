"""App configuration."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """The register: cases, documents, numbers and files, append-only."""

    name = "diary"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the ground which pages and entries this floor has."""
        from county.loader import registry
        from diary import navigation, paths  # noqa: F401 - registers on import
        from diary.county_sections import SECTIONS

        registry.register(*SECTIONS)
