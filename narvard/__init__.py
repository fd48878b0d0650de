"""The project: settings, addresses, processes. It holds no domain rule."""

from narvard.celery import app as celery_app

__all__ = ["celery_app"]
