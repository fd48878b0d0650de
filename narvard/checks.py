"""What production must not be, asked by `manage.py check --deploy`."""

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(deploy=True)
def no_demonstration(**_kwargs: Any) -> list[checks.CheckMessage]:
    """The demonstration lets anybody log in as anybody."""
    if not settings.DEMO:
        return []
    return [
        checks.Error(
            "DEMO=1 låter vem som helst logga in som vem som helst.",
            hint="Ta bort DEMO ur miljön.",
            id="narvard.E001",
        )
    ]
