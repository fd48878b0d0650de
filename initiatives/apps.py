"""App configuration."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """From a need to a joint initiative and its directive."""

    name = "initiatives"
    default_auto_field = "django.db.models.BigAutoField"
