"""What only the demonstration holds: people named by role, and groups that no source names.

Everything is marked as demo. Nothing is registered in the diary, so that the first case a visitor
opens gets the number after the county's last one.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from county.models import Body, DecisionMandate, Membership, Organisation, Role, User

_DATA = Path(__file__).resolve().parent / "data"
_SOURCE = "Demonstrationen"
_SINCE = date(2024, 1, 1)


@transaction.atomic
def load(county_key: str) -> None:
    """Add the demo's groups and people to a loaded county.

    A second run adds only what is missing: what a visitor has changed in the meantime, for
    example ended a membership, stays changed.
    """
    content = json.loads((_DATA / f"{county_key}.json").read_text(encoding="utf-8"))
    for order, row in enumerate(content["bodies"], start=900):
        _body(row, order)
    for order, row in enumerate(content["mandates"], start=900):
        _mandate(row, order)
    for row in content["users"]:
        _person(row)


def _body(row: dict[str, Any], order: int) -> None:
    Body.objects.get_or_create(
        key=row["key"],
        defaults={
            "name": row["name"],
            "kind": row["kind"],
            "summary": row["summary"],
            "parent": Body.objects.get(key=row["parent"]),
            "order": order,
            "source": _SOURCE,
            "demo": True,
        },
    )


def _mandate(row: dict[str, Any], order: int) -> None:
    DecisionMandate.objects.get_or_create(
        key=row["key"],
        defaults={
            "body": Body.objects.get(key=row["body"]),
            "action": row["action"],
            "subjects": row["subjects"],
            "order": order,
            "source": _SOURCE,
            "demo": True,
        },
    )


def _person(row: dict[str, Any]) -> None:
    email = f"{row['key']}@example.test"
    if User.objects.filter(email=email).exists():
        return
    user = User(email=email, name=row["name"], is_demo=True)
    user.set_unusable_password()
    user.save()
    for held in row["memberships"]:
        body, organisation = held.get("body"), held.get("organisation")
        Membership.objects.create(
            user=user,
            role=Role.objects.get(key=held["role"]),
            body=Body.objects.get(key=body) if body else None,
            organisation=Organisation.objects.get(key=organisation) if organisation else None,
            is_chair=held.get("is_chair", False),
            is_convener=held.get("is_convener", False),
            valid_from=_SINCE,
        )
