"""Makes people, cases and documents for the register's tests. Nothing here is real."""

from datetime import date
from typing import Any

from county.models import Membership, Role, User
from diary import services

DAY = date(2026, 5, 7)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def person(key: str, *capabilities: str) -> User:
    """A made-up person whose role carries the capabilities."""
    user = User.objects.create_user(f"{key}@example.test", f"Prov {key}", "prov-losenord-1")
    if capabilities:
        role = Role.objects.create(key=f"roll-{key}", name=key, capabilities=list(capabilities))
        Membership.objects.create(user=user, role=role, valid_from=date(2020, 1, 1))
    return user


def open_case(**changes: Any):
    facts = {
        "title": "Intern ärendemening",
        "public_title": "Samordnad utskrivning",
        "opened_on": DAY,
        "actor": None,
    }
    return services.open_case(**{**facts, **changes})


def document(case=None, **changes: Any):
    facts = {
        "case": case or open_case(),
        "title": "Intern rubrik",
        "public_title": "Begäran om samråd",
        "category": "Skrivelse",
        "direction": "incoming",
        "party": "Intern avsändare",
        "public_party": "Provkommun",
        "dated": DAY,
        "actor": None,
    }
    return services.register_document(**{**facts, **changes})
