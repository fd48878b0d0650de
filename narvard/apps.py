"""Makes the project itself an app, so that its management commands are found."""

from django.apps import AppConfig


class NarvardConfig(AppConfig):
    """The topmost floor."""

    name = "narvard"
