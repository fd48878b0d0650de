"""How accounts behave: nobody signs up, mail goes through the outbox, refusals are in Swedish."""

import base64
import hashlib
import time
from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from county.models import County, User
from foundation import mail

WRONG_PASSWORD = "Lösenordet stämmer inte. Skriv det lösenord du har nu."  # noqa: S105 - a sentence
TOO_MANY = "Det har blivit för många försök. Vänta fem minuter och försök igen."
WRONG_CODE = "Koden stämmer inte. Vänta på nästa kod i appen och skriv den."


class PortalAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """An operator creates accounts; roles are given in the portal, never by logging in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Kontot är inte aktivt. Fråga den som sköter portalen i ditt län.",
        "email_password_mismatch": (
            "E-postadressen eller lösenordet stämmer inte. Försök igen, eller be om ett nytt "
            "lösenord."
        ),
        "enter_current_password": WRONG_PASSWORD,
        "incorrect_password": WRONG_PASSWORD,
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "invalid_password_reset": "Länken gäller inte längre. Be om en ny.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message; the worker sends it. Who asked cannot tell if there was one."""
        context = {"county": County.objects.first(), "origin": settings.PUBLIC_ORIGIN} | context
        subject = render_to_string(f"{template_prefix}_subject.txt", context)
        body = render_to_string(f"{template_prefix}_message.txt", context)
        with transaction.atomic():
            mail.post(
                key=f"account:{uuid4()}",
                recipient=email,
                subject=" ".join(subject.split()),
                body=body.strip(),
            )

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the portal's own address, whatever host the request claimed to be for."""
        uidb36, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[uidb36, token])
        return f"{settings.PUBLIC_ORIGIN}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the account page, where it says that the password is changed."""
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of logging in: the password has just been written."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((each["at"] for each in records), default=0.0)
        if time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show once more who one is, in the portal's words."""
        words = {
            "reauthenticate": "Skriv ditt lösenord",
            "mfa_reauthenticate": "Skriv en kod från appen eller en reservkod",
            "mfa_reauthenticate:webauthn": "Använd en säkerhetsnyckel",
        }
        methods = super().get_reauthentication_methods(user)
        return [each | {"description": words[each["id"]]} for each in methods]


class PortalTwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step, named after the county; shared secrets are kept encrypted."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": "Den här går inte att koppla bort.",
        "cannot_generate_recovery_codes": (
            "Koppla en app eller en säkerhetsnyckel först. Sedan kan du få reservkoder."
        ),
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code."""
        return _programme()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser says the key is for."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": _programme()}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to begin from: «Säkerhetsnyckel 2»."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Säkerhetsnyckel {number}"

    def encrypt(self, text: str) -> str:
        """A copy of the database alone must not be enough to make codes."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises InvalidToken when neither SECRET_KEY nor its fallbacks wrote the text."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def forget_old_address(sender: type[User], instance: User, **_kwargs: object) -> None:  # noqa: ARG001
    """What was the person's address must not log in, nor get mail. Allauth remembers it."""
    EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()


def _programme() -> str:
    county = County.objects.first()
    return county.programme if county else "Nära vård"


def _cipher() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"county.accounts:{each}".encode()).digest() for each in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
