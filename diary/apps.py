"""App configuration."""

from django.apps import AppConfig


class DiaryConfig(AppConfig):
    """The register: cases, documents, numbers and files, append-only."""

    name = "diary"
    default_auto_field = "django.db.models.BigAutoField"
