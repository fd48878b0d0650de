"""The whole way through the services, from draft to test."""

from initiatives.models import Initiative
from tests.factories import World, initiative_in

STATES = [
    "draft", "preparing", "submitted", "needs_completion", "scheduled", "tabled", "remitted",
    "rejected", "withdrawn", "approved", "directive_review", "trial",
]  # fmt: skip


def test_every_state_can_be_reached(world: World) -> None:
    for state in STATES:
        assert initiative_in(world, state).state == state


def test_the_walk_covers_all_states() -> None:
    assert set(STATES) == set(Initiative.State.values)
