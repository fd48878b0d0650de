"""A county, its organisations and bodies, and people with roles."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.test import Client

from county.models import (
    Body,
    County,
    DecisionMandate,
    Membership,
    Organisation,
    Role,
    Term,
    User,
)
from foundation.text.dates import today

TERMS = {
    "receiver": ("mottagningen", "mottagningen", "Mottagningen"),
    "steering_body": ("styrgrupp", "styrgruppen", "Styrgruppen"),
    "preparatory_group": ("beredningsgrupp", "beredningsgruppen", "Beredningsgruppen"),
    "working_group": ("arbetsgrupp", "arbetsgruppen", "Arbetsgruppen"),
    "initiative": ("gemensam satsning", "den gemensamma satsningen", "Satsningen"),
    "support_unit": ("stöd", "stödet", "Stödet"),
    "rd_unit": ("FoU-enhet", "FoU-enheten", "FoU"),
    "roadmap": ("färdplan", "färdplanen", "Färdplanen"),
    "political_body": ("nämnd", "nämnden", "Nämnden"),
    "top_management": ("ledning", "ledningen", "Ledningen"),
}


def make_county(**changes: Any) -> County:
    """The county row and its words."""
    for key, (indefinite, definite, short) in TERMS.items():
        Term.objects.get_or_create(
            key=key,
            defaults={
                "indefinite": indefinite,
                "definite": definite,
                "plural": f"{indefinite}er",
                "definite_plural": f"{indefinite}erna",
                "short": short,
            },
        )
    facts = {
        "name": "Provlandet",
        "official_name": "Provlandets län",
        "code": "99",
        "programme": "Nära vård i Provlandet",
        "target_year": 2035,
        "min_principals": 2,
    }
    return County.objects.create(key="provlandet", **(facts | changes))


def make_organisation(key: str, name: str, *, kind: str = "municipality") -> Organisation:
    """A huvudman, unless it is a support organisation."""
    return Organisation.objects.create(
        key=key, name=name, kind=kind, is_principal=kind in {"municipality", "region"}
    )


def make_body(
    key: str,
    name: str,
    *,
    kind: str = "preparatory_group",
    mandates: Mapping[str, Sequence[str]] | None = None,
) -> Body:
    """A body with its mandates: `{"prepares": ["initiative"]}`."""
    body = Body.objects.create(key=key, name=name, kind=kind)
    for action, subjects in (mandates or {}).items():
        DecisionMandate.objects.create(
            key=f"{key}-{action}", body=body, action=action, subjects=list(subjects)
        )
    return body


def make_role(*capabilities: str) -> Role:
    """The role with exactly these capabilities."""
    key = "-".join(sorted(capabilities)).replace("_", "") or "ledamot"
    return Role.objects.get_or_create(
        key=key, defaults={"name": key.capitalize(), "capabilities": sorted(capabilities)}
    )[0]


def make_user(
    key: str,
    *capabilities: str,
    body: Body | None = None,
    organisation: Organisation | None = None,
    is_convener: bool = False,
    is_chair: bool = False,
    name: str = "",
) -> User:
    """A person with one membership that began a year ago; see `add_membership` for more."""
    user = User.objects.create(email=f"{key}@example.test", name=name or f"Person {key}")
    if capabilities or body or organisation:
        add_membership(
            user,
            *capabilities,
            body=body,
            organisation=organisation,
            is_convener=is_convener,
            is_chair=is_chair,
        )
    return user


def add_membership(
    user: User,
    *capabilities: str,
    body: Body | None = None,
    organisation: Organisation | None = None,
    is_convener: bool = False,
    is_chair: bool = False,
    valid_to: date | None = None,
) -> Membership:
    """One more seat for a person."""
    user.__dict__.pop("_acting", None)
    return Membership.objects.create(
        user=user,
        role=make_role(*capabilities),
        body=body,
        organisation=organisation,
        is_convener=is_convener,
        is_chair=is_chair,
        valid_from=today() - timedelta(days=365),
        valid_to=valid_to,
    )


def fresh(user: User) -> User:
    """The same person as a new request meets them: nothing remembered."""
    return User.objects.get(pk=user.pk)


def log_in(user: User) -> Client:
    """A browser in which the person has logged in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
