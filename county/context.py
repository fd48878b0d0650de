"""What every template knows of the county."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from county.models import County


def county(_request: HttpRequest) -> dict[str, Any]:
    """The county, read only when a template asks for it, and where people write to us."""
    return {
        "county": SimpleLazyObject(County.objects.first),
        "contact_email": settings.CONTACT_EMAIL,
    }
