"""The portal with a bare view and a page of 30 kB beside it: settings, addresses, application.

As settings it is the portal's own; the views are bench/'s alone.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.site_settings")

PARAGRAPH = (
    "Satsningen prövar ett arbetssätt där flera verksamheter gör ett gemensamt besök, "
    "dokumenterar en gång och följer upp efter fyra veckor. "
)


def bare(_request: Any) -> Any:
    """The least that a Django view can do."""
    from django.http import HttpResponse

    return HttpResponse("ok")


def page(_request: Any) -> Any:
    """About 30 kB of HTML, with one word that the benchmark changes."""
    from django.http import HttpResponse

    from foundation.models import OutgoingMail

    word = OutgoingMail.objects.filter(key="bench").values_list("subject", flat=True).first()
    rows = "".join(f"<p>{number}. {PARAGRAPH}</p>" for number in range(200))
    return HttpResponse(f"<!doctype html><title>Mätning</title><h1>{word}</h1>{rows}")


def telling(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The portal's application, telling which process answered."""
    from narvard.wsgi import application

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Process", str(os.getpid()))], *rest)

    return application(environ, start)
