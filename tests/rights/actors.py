"""Who tries every address: one person of each kind, and the one who is nobody."""

from datetime import timedelta

from county.models import Membership, User
from foundation.text.dates import today
from tests.factories import World, add_membership, make_body, make_user

ACTORS = {
    "anonymous": "nobody: not logged in",
    "author": "process leader of the drafting organisation, author of every initiative here",
    "originator": "convenes the body that the initiatives are filed on behalf of",
    "other_leader": "process leader of another organisation",
    "convener": "convenes a body that prepares them",
    "preparer": "sits in a body that prepares them",
    "other_group": "sits in a body that has nothing to do with them",
    "receiver": "receives, and nothing else",
    "registrar": "plans meetings, records and registers",
    "decider": "sits in the deciding body",
    "assessor": "assesses needs",
    "steward": "answers for the indicators",
    "operator": "operates the portal",
    "former": "was author's colleague, and had every other role here, until yesterday",
}


def people(world: World) -> dict[str, User | None]:
    """The actors, on top of the people of the small county."""
    prepares = {"prepares": ["initiative", "directive"]}
    elsewhere = make_body("grupp-c", "Beredningsgrupp Psykisk hälsa", mandates=prepares)
    make_user("other-leader", "propose", organisation=world.south)
    make_user("other-group", body=elsewhere, is_convener=True)
    make_user("steward", "steward_indicators")
    former = User.objects.create(email="former@example.test", name="Person former")
    add_membership(former, "propose", organisation=world.north)
    for body in (world.group_a, world.group_b, world.steering):
        add_membership(former, body=body, is_convener=True)
    add_membership(
        former, "receive", "arrange", "record", "register", "assess_needs", "operate",
        "steward_indicators", body=world.receivers,
    )  # fmt: skip
    addresses = {
        "author": "author", "originator": "convener-b", "other_leader": "other-leader",
        "convener": "convener-a", "preparer": "member-a", "other_group": "other-group",
        "receiver": "receiver", "registrar": "registrar", "decider": "decider",
        "assessor": "assessor", "steward": "steward", "operator": "operator", "former": "former",
    }  # fmt: skip
    found: dict[str, User | None] = {"anonymous": None}
    for actor, key in addresses.items():
        found[actor] = User.objects.get(email=f"{key}@example.test")
    return found


def end_yesterday(user: User | None) -> None:
    """The person's seats held until yesterday."""
    Membership.objects.filter(user=user).update(valid_to=today() - timedelta(days=1))
