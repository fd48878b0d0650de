"""Random walks over the table: whatever people try, in whatever order, some things always hold."""

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from foundation.errors import DomainError
from tests.support.roles import ROLES

if TYPE_CHECKING:
    from tests.factories import World

PEOPLE = st.sampled_from(ROLES)


class Walk(RuleBasedStateMachine):
    """One initiative, and everybody trying everything on it."""

    world: "World"

    def __init__(self) -> None:
        super().__init__()
        from initiatives.models import Initiative
        from initiatives.workflow import INITIATIVE
        from tests.factories import make_initiative

        self.savepoint = transaction.savepoint()
        self.table = INITIATIVE
        self.model = Initiative
        self.pk = make_initiative(self.world).pk
        self.state = "draft"
        self.came_in: Any = None
        # Seats do not change during a walk: each person is read once.
        self.users = {role: getattr(self.world, role) for role in ROLES}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    def facts(self, key: str) -> dict[str, Any]:
        """Good facts for the step, so that only the state and the right decide."""
        world = self.world
        from datetime import timedelta

        from foundation.text.dates import today

        assignment = {
            "lead": world.group_a,
            "contributing": [world.group_b],
            "responsible": world.people["member_a"],
            "principals": [world.region, world.north],
        }
        return {
            "request_completion": {"fields": ["D2"]},
            "remit": {"to": world.group_b, "due_on": today() + timedelta(days=9)},
            "approve": assignment,
        }.get(key, {})

    @rule(role=st.sampled_from([*ROLES, None]), data=st.data())
    def try_a_step(self, role: str | None, data: Any) -> None:
        from foundation.workflow import apply

        row = data.draw(st.sampled_from(list(self.table)))
        actor = self.users[role] if role else None
        thing = self.model.objects.get(pk=self.pk)
        should = self.state in row.sources and row.who(actor, thing)
        try:
            with transaction.atomic():
                apply(
                    self.table, thing, row.key, actor=actor, version=thing.version,
                    reason="Ett skäl.", data=self.facts(row.key),
                )  # fmt: skip
        except DomainError:
            # Only the directive's guards can refuse what the table allows here: there is none.
            assert not should or "directive" in row.key
        else:
            assert should
            self.state = row.target

    @rule(role=PEOPLE)
    def try_to_write(self, role: str) -> None:
        from initiatives import rules, services

        actor = self.users[role]
        thing = self.model.objects.get(pk=self.pk)
        may = rules.can_edit_initiative(actor, thing)
        try:
            with transaction.atomic():
                services.save_section(
                    initiative_id=self.pk, version=None, answers={"D2": role}, actor=actor
                )
        except DomainError:
            assert not may
        else:
            assert may

    @rule(role=PEOPLE)
    def try_to_hand_in(self, role: str) -> None:
        from initiatives import services

        try:
            with transaction.atomic():
                services.submit(initiative_id=self.pk, version=None, actor=self.users[role])
        except DomainError:
            return
        self.state = "submitted"

    @invariant()
    def only_the_table_moves_it(self) -> None:
        assert self.model.objects.get(pk=self.pk).state == self.state

    @invariant()
    def the_record_is_unbroken(self) -> None:
        from foundation.models import StatusChange

        steps = list(StatusChange.of(self.model(pk=self.pk)).order_by("pk"))
        states = ["draft", *(step.target for step in steps)]
        assert [step.source for step in steps] == states[:-1]
        assert states[-1] == self.state

    @invariant()
    def the_day_it_came_in_never_moves(self) -> None:
        now = self.model.objects.get(pk=self.pk).received_at
        assert self.came_in is None or now == self.came_in
        self.came_in = now

    @invariant()
    def a_draft_is_read_by_its_own_alone(self) -> None:
        initiative = self.model.objects.get(pk=self.pk)
        if initiative.received_at is not None:
            return
        for role in ("receiver", "registrar", "operator", "decider", "assessor", "outsider"):
            assert not self.model.objects.visible_to(self.users[role]).filter(pk=self.pk).exists()

    @invariant()
    def nothing_is_public_before_it_is_published(self) -> None:
        assert not self.model.objects.published().filter(pk=self.pk).exists()


@pytest.mark.django_db
def test_random_walks(world: "World") -> None:
    walk = type("WalkInThisWorld", (Walk,), {"world": world})
    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=12,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
