"""allauth's forms in the portal's words: labels above the boxes, nothing inside them.

Settings name these classes in ACCOUNT_FORMS and MFA_FORMS; what they check is allauth's own.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from foundation.forms.base import PortalFormMixin

LABELS = {
    "login": "E-postadress",
    "email": "E-postadress",
    "password": "Lösenord",
    "oldpassword": "Ditt nuvarande lösenord",
    "password1": "Nytt lösenord",
    "password2": "Samma lösenord en gång till",
    "code": "Kod",
}


class _Plain(PortalFormMixin):
    """Own labels, no text inside the boxes, no link in the guidance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in LABELS:
                field.label = LABELS[name]
                field.error_messages["required"] = f"Fyll i ”{LABELS[name]}”."
            if name == "password":
                field.help_text = ""


class LoginForm(_Plain, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""


class SetPasswordForm(_Plain, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to send a link to."""


class ResetPasswordKeyForm(_Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link."""


class CodeForm(_Plain, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step: a code from the app, or a recovery code."""


class CodeAgainForm(_Plain, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second step once more."""


class ActivateAppForm(_Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code from a newly connected app."""
