"""The predicate and the queryset say the same, for every person, state and mixture of seats."""

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county.rules import is_logged_in

if TYPE_CHECKING:
    from tests.factories import World

STATES = [
    "draft", "preparing", "submitted", "needs_completion", "scheduled", "tabled", "remitted",
    "rejected", "withdrawn", "withdrawn_late", "approved", "published", "directive_review", "trial",
]  # fmt: skip

CAPABILITIES = ["propose", "receive", "arrange", "record", "register", "assess_needs", "operate"]
BODIES = ["steering", "group_a", "group_b", "receivers", None]
ORGANISATIONS = ["region", "north", "south", None]

SEAT = st.tuples(
    st.sets(st.sampled_from(CAPABILITIES), max_size=2),
    st.sampled_from(BODIES),
    st.sampled_from(ORGANISATIONS),
    st.booleans(),
)


@pytest.fixture(scope="module")
def everything(built_world: "World", django_db_blocker: Any) -> list[int]:
    from tests.factories import initiative_in

    with django_db_blocker.unblock():
        return [initiative_in(built_world, state).pk for state in STATES]


def agree(user: Any) -> None:
    from initiatives.models import Initiative
    from initiatives.rules import can_read_initiative

    listed = set(Initiative.objects.visible_to(user).values_list("pk", flat=True))
    allowed = {each.pk for each in Initiative.objects.all() if can_read_initiative(user, each)}
    assert listed == allowed


def test_for_every_role(world: "World", everything: list[int]) -> None:
    for role in world.people:
        agree(getattr(world, role))


def test_for_nobody(world: "World", everything: list[int]) -> None:
    from django.contrib.auth.models import AnonymousUser

    from initiatives.models import Initiative

    agree(AnonymousUser())
    agree(None)
    assert not is_logged_in(None)
    assert not Initiative.objects.visible_to(AnonymousUser()).exists()


def test_no_row_is_listed_twice(world: "World", everything: list[int]) -> None:
    from initiatives.models import Initiative

    listed = list(Initiative.objects.visible_to(world.convener_a).values_list("pk", flat=True))
    assert len(listed) == len(set(listed))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(seats=st.lists(SEAT, min_size=1, max_size=3))
def test_for_any_mixture_of_seats(
    world: "World",
    everything: list[int],
    seats: list[tuple[set[str], str | None, str | None, bool]],
) -> None:
    from tests.factories import add_membership, make_user

    with transaction.atomic():
        user = make_user("blandad")
        for capabilities, body, organisation, convener in seats:
            add_membership(
                user,
                *sorted(capabilities),
                body=getattr(world, body) if body else None,
                organisation=getattr(world, organisation) if organisation else None,
                is_convener=convener,
            )
        agree(user)
        transaction.set_rollback(True)


def test_a_seat_that_has_ended_gives_nothing(world: "World", everything: list[int]) -> None:
    from datetime import timedelta

    from foundation.text.dates import today
    from initiatives.models import Initiative
    from tests.factories import add_membership, fresh, make_user

    user = make_user("gammal")
    add_membership(user, body=world.group_b, valid_to=today() - timedelta(days=1))
    assert Initiative.objects.visible_to(fresh(user)).count() == 0


def test_an_operator_who_is_also_a_colleague_reads_as_one(
    world: "World", everything: list[int]
) -> None:
    from initiatives.models import Initiative
    from tests.factories import add_membership, fresh

    before = Initiative.objects.visible_to(world.operator).count()
    add_membership(world.people["operator"], "propose", organisation=world.north)
    assert Initiative.objects.visible_to(fresh(world.people["operator"])).count() > before
