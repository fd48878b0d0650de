"""What every template knows of the county."""

from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from county.models import County

_kept = Local()
_UNREAD = object()


def current() -> County | None:
    """The county, read once in a request; outside one, read each time."""
    if not getattr(_kept, "open", False):
        return County.objects.first()
    if _kept.county is _UNREAD:
        _kept.county = County.objects.first()
    found: County | None = _kept.county
    return found


def county(_request: HttpRequest) -> dict[str, Any]:
    """The county, read only when a template asks for it, and where people write to us."""
    return {
        "county": SimpleLazyObject(current),
        "contact_email": settings.CONTACT_EMAIL,
    }


def _open(**_kwargs: object) -> None:
    _kept.open = True
    _kept.county = _UNREAD


def _close(**_kwargs: object) -> None:
    _kept.open = False
    _kept.county = None


request_started.connect(_open, dispatch_uid="county.context.open")
request_finished.connect(_close, dispatch_uid="county.context.close")
