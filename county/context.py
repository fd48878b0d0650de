"""What every template knows of the county."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from county.models import County
from foundation.once import OncePerRequest


def _first() -> County | None:
    return County.objects.first()


# The county, read once in a request; None where none is loaded.
current = OncePerRequest(_first)


def county(_request: HttpRequest) -> dict[str, Any]:
    """The county, read only when a template asks for it, and where people write to us."""
    return {
        "county": SimpleLazyObject(current),
        "contact_email": settings.CONTACT_EMAIL,
    }
