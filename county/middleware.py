"""Two-step login for those who decide, record, diarise or operate (outside the demonstration)."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from county.rules import decides_initiatives, operates, records, registers

NEEDS_TWO_STEPS = registers | records | operates | decides_initiatives


class TwoStepMiddleware:
    """Sends a person with a sensitive role to set up two steps before any work page opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through, or send the person to set up two steps."""
        if self._must_set_up(request):
            messages.warning(
                request,
                "Din roll kräver inloggning i två steg. Lägg till en kodapp eller en "
                "säkerhetsnyckel, så öppnas arbetsytan.",
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        return (
            not settings.DEMO
            and request.path.startswith("/arbete/")
            and request.user.is_authenticated
            and bool(NEEDS_TWO_STEPS(request.user))
            and not is_mfa_enabled(request.user)
        )
