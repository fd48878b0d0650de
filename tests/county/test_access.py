"""Rights from seats: the day counts, the person must be active, bodies carry the mandates."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from county import rules
from county.access import NOBODY, acting, bodies_with_mandate
from county.models import Body, DecisionMandate, Membership, User
from county.models.role import Capability
from foundation.text.dates import today

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 1), date(2026, 4, 17)
DAY = timedelta(days=1)


@pytest.fixture
def person(db):
    return User.objects.create_user("person@example.test", "Person")


def seat(user, *capabilities, first=FIRST, last=LAST, **more):
    from tests.factories import make_role

    user.__dict__.pop("_acting", None)
    return Membership.objects.create(
        user=user, role=make_role(*capabilities), valid_from=first, valid_to=last, **more
    )


@pytest.fixture
def deciding(db):
    from tests.factories import make_body

    return make_body("styr", "Styrgruppen", mandates={"decides": ["initiative", "directive"]})


@pytest.mark.parametrize(
    ("day", "holds"),
    [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)],
)
def test_the_first_and_the_last_day_count(person, day, holds):
    seat(person, "receive")
    assert acting(person, day).can(Capability.RECEIVE) is holds
    assert Membership.objects.valid_on(day).exists() is holds


def test_a_seat_without_an_end_holds_on(person):
    seat(person, "receive", last=None)
    assert acting(person, date(2099, 1, 1)).can(Capability.RECEIVE)


def test_a_seat_of_one_day(person):
    seat(person, "receive", first=LAST, last=LAST)
    assert [acting(person, LAST + each * DAY).can("receive") for each in (-1, 0, 1)] == [
        False, True, False,
    ]  # fmt: skip


def test_today_is_the_day_when_none_is_given(person):
    seat(person, "operate", first=today(), last=today())
    assert rules.operates(person)
    assert acting(person).day == today()


def test_one_who_is_not_active_is_nobody(person):
    seat(person, "operate", "register", last=None)
    person.is_active = False
    person.save()
    assert acting(person) is NOBODY
    assert not rules.operates(person)
    assert not rules.is_logged_in(person)
    assert not Membership.objects.valid_on(LAST).exists()


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_stranger_is_nobody(user):
    assert acting(user) is NOBODY
    for name, rule in vars(rules).items():
        if isinstance(rule, rules.rules.Predicate):
            assert rule.test(user) is False, name


def test_capabilities_of_all_roles_add_up(person):
    seat(person, "receive", last=None)
    seat(person, "register", "record", last=None)
    may = acting(person)
    assert may.capabilities == {"receive", "register", "record"}
    assert not may.can(Capability.OPERATE)


def test_a_role_that_has_ended_takes_only_its_own_with_it(person):
    seat(person, "receive")
    seat(person, "register", last=None)
    assert acting(person, LAST + DAY).capabilities == {"register"}


CAPABILITY_OF = {
    "propose": rules.proposes,
    "receive": rules.receives,
    "arrange": rules.arranges,
    "record": rules.records,
    "register": rules.registers,
    "assess_needs": rules.assesses_needs,
    "steward_indicators": rules.stewards_indicators,
    "operate": rules.operates,
}


def test_every_capability_has_its_rule():
    assert set(CAPABILITY_OF) == set(Capability.values)


@pytest.mark.parametrize("capability", CAPABILITY_OF)
def test_a_capability_gives_its_own_right_and_no_other(person, capability):
    seat(person, capability, last=None)
    given = {each for each, rule in CAPABILITY_OF.items() if rule(person)}
    assert given == {capability}


def test_mandates_come_from_the_body_one_sits_in(person, deciding):
    assert not rules.decides_initiatives(person)
    seat(person, body=deciding, last=None)
    person = User.objects.get()
    assert rules.decides_initiatives(person)
    assert rules.decides(person)
    assert not rules.prepares(person)
    may = acting(person)
    assert may.bodies_that("decides", "directive") == {deciding.pk}
    assert may.bodies_that("decides", "roadmap") == frozenset()
    assert may.bodies_that("prepares", "initiative") == frozenset()
    assert may.body_ids == {deciding.pk}


def test_a_mandate_ends_with_the_seat_not_with_the_body(person, deciding):
    seat(person, body=deciding)
    assert acting(person, LAST).bodies_that("decides", "initiative")
    assert not acting(person, LAST + DAY).bodies_that("decides", "initiative")


def test_a_preparing_body_lets_its_members_propose(person):
    from tests.factories import make_body

    seat(person, last=None, body=make_body("a", "A", mandates={"prepares": ["initiative"]}))
    assert rules.prepares(person)
    assert rules.proposes(person)
    assert not rules.decides(person)


def test_organisations_are_those_one_represents(person):
    from tests.factories import make_organisation

    north = make_organisation("norr", "Norrby")
    seat(person, "propose", organisation=north)
    assert acting(person, LAST).organisation_ids == {north.pk}
    assert acting(person, LAST + DAY).organisation_ids == frozenset()


@pytest.mark.parametrize(
    ("capability", "sensitive"),
    [("register", True), ("record", True), ("operate", True), ("propose", False),
     ("receive", False), ("arrange", False), ("assess_needs", False),
     ("steward_indicators", False)],
)  # fmt: skip
def test_who_needs_two_steps(person, capability, sensitive):
    seat(person, capability, last=None)
    assert bool(rules.needs_two_steps(person)) is sensitive


def test_who_sits_in_any_deciding_body_needs_two_steps(person):
    from tests.factories import make_body

    seat(person, last=None, body=make_body("f", "F", mandates={"decides": ["project"]}))
    assert rules.needs_two_steps(person)
    assert not rules.decides_initiatives(person)


def test_what_one_may_is_read_in_one_question_and_kept(person, deciding, django_assert_num_queries):
    seat(person, "receive", last=None, body=deciding)
    fresh = User.objects.get()
    with django_assert_num_queries(1):
        assert rules.receives(fresh)
        assert rules.decides_initiatives(fresh)
        assert acting(fresh).seats[0].body_id == deciding.pk
        assert not rules.operates(fresh)


def test_bodies_with_a_mandate_are_living_bodies_in_order(deciding):
    from tests.factories import make_body

    make_body("alt", "Avvecklad", mandates={"decides": ["initiative"]})
    Body.objects.filter(key="alt").update(historic=True)
    make_body("kat", "Alla", kind="category", mandates={"decides": ["initiative"]})
    DecisionMandate.objects.create(
        key="dubbel", body=deciding, action="decides", subjects=["initiative"]
    )
    assert bodies_with_mandate("decides", "initiative") == [deciding]
    assert bodies_with_mandate("adopts", "initiative") == []


def test_a_membership_cannot_end_before_it_begins(person):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        seat(person, "receive", first=LAST, last=FIRST)
    assert not Membership.objects.exists()


def test_nobody_has_rights_by_name(person):
    seat(person, "operate", last=None)
    assert person.has_perm("county.change_body") is False
    assert not hasattr(person, "is_superuser")
