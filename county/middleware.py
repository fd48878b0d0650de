"""Two-step login for those who decide, record, diarise or operate (outside the demonstration)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from county.rules import needs_two_steps

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def must_set_up_two_steps(user: Any) -> bool:
    """True when a role held today asks for two steps and the person has not set them up."""
    return (
        not settings.DEMO and bool(needs_two_steps(user)) and not is_mfa_enabled(user, SECOND_STEPS)
    )


class TwoStepMiddleware:
    """Sends a person with a sensitive role to set up two steps before any work page opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or send the person to the page that says what to do."""
        if request.path.startswith("/arbete/") and must_set_up_two_steps(request.user):
            return redirect("mfa_index")
        return self.get_response(request)


class PrivatePagesMiddleware:
    """Work and account pages are for one person: no shared cache keeps them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer as private, unless the view has said how it may be kept."""
        response = self.get_response(request)
        private = request.path.startswith(("/arbete/", "/konto/"))
        if private and not response.has_header("Cache-Control"):
            # Not no-store: the browser's Back must bring back what was typed.
            patch_cache_control(response, private=True, no_cache=True)
        return response
