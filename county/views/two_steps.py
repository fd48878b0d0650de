"""The pages of the second step, where allauth's own need the portal's words or a script's data."""

import json
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.http import HttpRequest, HttpResponse

from county.middleware import must_set_up_two_steps


class TwoStepsView(IndexView):  # type: ignore[misc]
    """One's account: what is connected, and whether the role asks for more."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `must_set_up`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"must_set_up": must_set_up_two_steps(self.request.user)}


class _KeyOptions:
    """Hands what the key is asked for to `webauthn.js` as an attribute: no inline script."""

    kind = "request_options"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `key_options`."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"key_options": json.dumps(context["js_data"][self.kind])}


class SecondStepView(_KeyOptions, AuthenticateView):  # type: ignore[misc]
    """A code or a key after the password."""


class AddKeyView(_KeyOptions, AddWebAuthnView):  # type: ignore[misc]
    """Connect a key."""

    kind = "creation_options"


class KeyAgainView(_KeyOptions, ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show the key once more before something sensitive."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Stay on the page and say what went wrong."""
        context = self.get_context_data() | {"form": form}
        return self.render_to_response(context)  # type: ignore[no-any-return]


def codes_as_text(request: HttpRequest) -> HttpResponse:
    """The recovery codes as a file with a Swedish name."""
    response: HttpResponse = DownloadRecoveryCodesView.as_view()(request)
    response["Content-Disposition"] = 'attachment; filename="reservkoder.txt"'
    return response
