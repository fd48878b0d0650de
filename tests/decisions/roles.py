"""Everybody who may try what meetings and decisions offer, and how they come in."""

from tests.factories import fresh

SERVING, MEMBERS = {"registrar"}, {"chair", "member_north", "decider"}
ROLES = (
    "anonymous", "author", "colleague", "convener_a", "member_a", "convener_b", "receiver",
    "registrar", "decider", "assessor", "operator", "outsider", "chair", "member_north",
)  # fmt: skip


def enter(client, at, role):
    client.logout()
    if role != "anonymous":
        client.force_login(fresh(at.world.people[role]))
