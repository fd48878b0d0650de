"""App configuration."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Meetings, decisions, assignments and the documents they yield."""

    name = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
