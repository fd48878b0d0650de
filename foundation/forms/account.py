"""allauth's forms in the portal's words: labels above the boxes, nothing inside them.

Settings name these classes in ACCOUNT_FORMS and MFA_FORMS; what they check is allauth's own.
"""

import struct
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from foundation.forms.base import PortalFormMixin

NO_ANSWER = "Säkerhetsnyckeln svarade inte. Försök igen, eller använd en kod."
LABELS = {
    "login": "E-postadress",
    "email": "E-postadress",
    "password": "Lösenord",
    "oldpassword": "Ditt nuvarande lösenord",
    "password1": "Nytt lösenord",
    "password2": "Samma lösenord en gång till",
    "code": "Kod",
    "name": "Nyckelns namn",
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


class _NewPassword(_Plain):
    """A new password twice, and what is asked of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = (
            "Minst 12 tecken. Gärna några ord i rad. Inte ditt namn, din e-postadress eller ett "
            "lösenord som många har."
        )

    def clean(self) -> dict[str, Any]:
        """Two passwords that differ get one sentence, ours."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        if "password1" in cleaned and cleaned["password1"] != cleaned.get("password2", ""):
            self.errors.pop("password2", None)  # type: ignore[attr-defined]
            self.add_error(  # type: ignore[attr-defined]
                "password2", "Lösenorden är inte lika. Skriv samma lösenord i båda rutorna."
            )
        return cleaned


class LoginForm(_Plain, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something sensitive."""


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and a new one."""


class SetPasswordForm(_NewPassword, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPasswordForm(_Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to send a link to."""


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link."""


class _Code(_Plain):
    """A code of digits: phones show the digits at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(_Code, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second step: a code from the app, or a recovery code."""


class CodeAgainForm(_Code, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second step once more."""


class ActivateAppForm(_Code, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code from a newly connected app."""

    @property
    def spelled_secret(self) -> str:
        """The key four letters at a time, for who writes it by hand."""
        secret: str = self.secret
        return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


class _Key(_Plain):
    """What a script puts in the form when the key has answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages.update(required=NO_ANSWER, invalid=NO_ANSWER)

    def full_clean(self) -> None:
        """Bytes that are no key's answer are a refusal, whatever they make the reader raise."""
        try:
            super().full_clean()  # type: ignore[misc]
        except (LookupError, TypeError, ValueError, struct.error):
            self.add_error("credential", NO_ANSWER)  # type: ignore[attr-defined]


class AddKeyForm(_Key, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new key and its name."""


class KeyForm(_Key, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second step: a key."""


class KeyAgainForm(_Key, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The key once more."""


class RenameKeyForm(_Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""
