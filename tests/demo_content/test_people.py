"""The demonstration's people and groups: who they are, what they may, and nothing twice."""

import re
from datetime import date

import pytest
from django.db import transaction

from county import rules
from county.access import acting, bodies_with_mandate
from county.loader import load
from county.models import Body, DecisionMandate, Membership, Organisation, User
from county.querysets import demo_users
from diary.models import YearCounter
from narvard.demo import content
from tests.support.county_files import COUNTIES

CAPABILITIES = {
    "proposes": rules.proposes,
    "prepares": rules.prepares,
    "receives": rules.receives,
    "arranges": rules.arranges,
    "records": rules.records,
    "registers": rules.registers,
    "assesses": rules.assesses_needs,
    "stewards": rules.stewards_indicators,
    "operates": rules.operates,
    "decides": rules.decides_initiatives,
}
SORMLAND = {
    "pl-katrineholm": {"proposes"},
    "pl-nykoping": {"proposes"},
    "bg-a": {"proposes", "prepares"},
    "bg-b": {"proposes", "prepares"},
    "lrs-chef": {"receives", "arranges"},
    "lrs-registrator-1": {"registers", "arranges", "records"},
    "lrs-registrator-2": {"registers", "arranges", "records"},
    **{
        f"lsg-{place}": {"decides"}
        for place in (
            "nykoping", "region", "eskilstuna", "strangnas", "katrineholm", "vingaker", "flen",
            "oxelosund", "trosa", "gnesta",
        )
    },
    "fou": {"assesses", "stewards"},
    "fou-2": {"assesses", "stewards"},
    "admin": {"operates"},
}  # fmt: skip
VASTERNORRLAND = {
    "pl-sundsvall": {"proposes"},
    "ag-a": {"proposes", "prepares"},
    "ag-b": {"proposes", "prepares"},
    "presidium": {"receives", "arranges", "records", "assesses"},
    "registrator": {"registers", "arranges", "records"},
    **{
        f"ll-{place}": {"decides"}
        for place in (
            "sundsvall", "region", "ange", "timra", "harnosand", "kramfors", "solleftea",
            "ornskoldsvik",
        )
    },
    "kd": set(),
    "admin": {"operates"},
}  # fmt: skip
WHO = {"sormland": SORMLAND, "vasternorrland": VASTERNORRLAND}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=WHO)
def county(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load(COUNTIES / f"{request.param}.json")
        content.load(request.param)
        yield request.param
        transaction.set_rollback(True)


def user(key):
    return User.objects.get(email=f"{key}@example.test")


def test_each_person_may_what_the_role_says_and_nothing_else(county):
    may = {
        person.key: {name for name, rule in CAPABILITIES.items() if rule(user(person.key))}
        for person in demo_users()
    }
    assert may == WHO[county]


def test_the_login_page_lists_them_in_the_order_of_the_process(county):
    assert [person.key for person in demo_users()] == list(WHO[county])
    assert all(person.description for person in demo_users())


def test_everybody_is_fictive_and_says_so(county):
    for person in User.objects.all():
        assert person.is_demo
        assert person.name.endswith(" (demo)")
        assert person.email.endswith("@example.test")
        assert not person.has_usable_password()


def test_every_seat_holds_today_and_has_no_end(county):
    for seat in Membership.objects.all():
        assert seat.valid_from == date(2024, 1, 1)
        assert seat.valid_to is None


def test_every_principal_has_one_seat_where_initiatives_are_decided(county):
    (body,) = bodies_with_mandate("decides", "initiative")
    seats = Membership.objects.filter(body=body)
    assert {seat.organisation for seat in seats} == set(
        Organisation.objects.filter(is_principal=True)
    )
    assert seats.count() == Organisation.objects.filter(is_principal=True).count()
    assert seats.get(is_chair=True).user.email.partition("@")[0] in {"lsg-nykoping", "ll-sundsvall"}


def test_two_groups_of_the_demonstration_prepare_and_each_has_a_convener(county):
    groups = Body.objects.filter(demo=True)
    assert groups.count() == 2
    for group in groups:
        assert group.name.endswith("(demo)")
        assert group in bodies_with_mandate("prepares", "initiative")
        assert group in bodies_with_mandate("prepares", "directive")
        assert Membership.objects.get(body=group).is_convener


def test_the_operator_represents_nobody(county):
    """An organisation would let the operator read its drafts."""
    operator = acting(user("admin"))
    assert (operator.body_ids, operator.organisation_ids) == (frozenset(), frozenset())


def test_nothing_is_registered(county):
    counted = dict(YearCounter.objects.values_list("year", "last"))
    assert counted.get(2026) == (31 if county == "sormland" else None)


def test_a_second_run_adds_nothing(county):
    before = _all()
    content.load(county)
    assert _all() == before


def test_a_second_run_leaves_what_a_visitor_has_changed(county):
    seat = Membership.objects.filter(body__demo=True).first()
    seat.valid_to = date(2026, 1, 31)
    seat.save()
    group = seat.body
    group.name = "Ett annat namn"
    group.save()

    content.load(county)

    assert Membership.objects.get(user=seat.user).valid_to == date(2026, 1, 31)
    assert Body.objects.get(pk=group.pk).name == "Ett annat namn"


def test_loading_the_county_again_leaves_the_demonstration_alone(county):
    before = _all()
    report = load(COUNTIES / f"{county}.json")
    assert report.changed_anything is False
    assert _all() == before


def test_the_content_of_a_county_that_nobody_has_written_is_an_error():
    with pytest.raises(FileNotFoundError):
        content.load("okantlan")


def test_names_are_roles(county):
    """«Processledare Katrineholm (demo)»: the first word is a role, a group or a body."""
    first = {re.split(r"[ ,]", person.name)[0] for person in User.objects.all()}
    assert first <= {
        "Processledare", "Sammankallande", "Verksamhetschef", "Registrator", "Länsstyrgruppen",
        "Ansvarig", "Systemförvaltare", "Utvecklare", "Länsledningens", "Länsledningen",
        "Kommundirektör",
    }  # fmt: skip


def _all():
    return [
        list(model.objects.order_by("pk").values())
        for model in (User, Membership, Body, DecisionMandate)
    ]
