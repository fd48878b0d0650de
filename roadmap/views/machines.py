"""What machines read: robots.txt, sitemap.xml, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.publishing import published
from foundation.publishing.marking import every_path


@published("county")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; work pages, the register and replies may not."""
    return render(request, "machines/robots.txt", content_type="text/plain; charset=utf-8")


@published("county", "initiatives", "diary")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every published page that search engines may list."""
    paths = [path for path in every_path() if path.endswith("/") and "/diarium/" not in path]
    return render(
        request,
        "machines/sitemap.xml",
        {"paths": paths, "origin": settings.PUBLIC_ORIGIN},
        content_type="application/xml",
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). Expires within a year, as the standard asks."""
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return render(
        request,
        "machines/security.txt",
        {
            "contact": settings.SECURITY_CONTACT,
            "origin": settings.PUBLIC_ORIGIN,
            "expires": expires + timedelta(days=180),
        },
        content_type="text/plain; charset=utf-8",
    )
