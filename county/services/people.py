"""The first person. Everybody else is added by an operator, in the portal."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from county.models import Membership, Role, User
from county.models.role import Capability
from foundation.errors import Refused
from foundation.publishing import touch
from foundation.text.dates import today


@transaction.atomic
def create_operator(*, email: str, name: str) -> User:
    """A person with the county's operator role from today; the same person if there already.

    For whoever has the machine: nobody in the portal may do this yet, so there is no actor.
    The person has no password until they choose one through the reset page. Raises Refused for
    a bad address, a person who is not active, and a county without an operator role.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"”{email}” är ingen e-postadress.") from None
    role = Role.objects.filter(capabilities__contains=[Capability.OPERATE]).first()
    if role is None:
        raise Refused("Länet har ingen roll som sköter uppgifterna. Läs in länet med load_county.")
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, name.strip())
    if not user.is_active:
        raise Refused(f"{user} finns men är inte aktiv. Aktivera personen i portalen.")
    held = Membership.objects.valid_on().filter(user=user)
    if not held.filter(role__capabilities__contains=[Capability.OPERATE]).exists():
        Membership.objects.create(user=user, role=role, valid_from=today())
    touch("county")
    return user
