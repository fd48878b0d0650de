"""Reads that several pages share."""

from dataclasses import dataclass

from county.models import Membership, User


@dataclass(frozen=True)
class DemoUser:
    """A demo user as the login page shows it."""

    key: str
    name: str
    description: str


def demo_users() -> list[DemoUser]:
    """The demonstration's users in the order they were made, with what they are. Two queries."""
    held: dict[int, list[str]] = {}
    for each in Membership.objects.valid_on().select_related("role", "body", "organisation"):
        place = each.body or each.organisation
        held.setdefault(each.user_id, []).append(f"{each.role}" + (f", {place}" if place else ""))
    return [
        DemoUser(
            key=user.email.partition("@")[0],
            name=user.name,
            description="; ".join(held.get(user.pk, [])),
        )
        for user in User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    ]
