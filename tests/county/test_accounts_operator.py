"""The command that makes the first operator."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from county.models import Membership, Role, User
from county.rules import operates
from foundation.models import OutgoingMail
from foundation.text.dates import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def role(db):
    from tests.factories import make_county

    make_county()
    return Role.objects.create(key="operator", name="Systemförvaltare", capabilities=["operate"])


def create(email="Forsta@Lan.Example", name="Första Personen"):
    out = StringIO()
    call_command("create_operator", email, name, stdout=out)
    return out.getvalue()


def test_the_person_operates_from_today_and_chooses_a_password_by_mail(client, role, settings):
    cache.clear()
    said = create()
    user = User.objects.get(email="forsta@lan.example")
    assert (user.name, user.is_active, user.is_demo) == ("Första Personen", True, False)
    assert operates(user)
    assert user.memberships.get().valid_from == today()
    assert not user.has_usable_password()
    address = re.search(r"öppna (\S+) ", said)[1]
    assert address == f"{settings.PUBLIC_ORIGIN}/konto/losenord/glomt/"
    assert "forsta@lan.example" in said

    client.post("/konto/losenord/glomt/", {"email": "forsta@lan.example"})
    link = re.search(r"/konto/losenord/nytt/\S+", OutgoingMail.objects.get().body)[0]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = "ett par ord i rad"
    client.post(form, {"password1": new, "password2": new})
    answer = client.post("/konto/logga-in/", {"login": user.email, "password": new})
    assert answer.headers["Location"] == "/arbete/"
    assert client.get("/arbete/lan/personer/").status_code == 200


def test_a_second_run_changes_nothing(role):
    create()
    create()
    assert User.objects.count() == Membership.objects.count() == 1


def test_one_who_is_there_already_gets_the_role_and_keeps_the_name(role):
    User.objects.create_user("forsta@lan.example", "Namnet Sedan Förut", "hemligt ord här")
    create()
    user = User.objects.get()
    assert user.name == "Namnet Sedan Förut"
    assert user.check_password("hemligt ord här")
    assert operates(user)


def test_one_whose_time_as_operator_has_ended_gets_a_new_one(role):
    create()
    Membership.objects.update(
        valid_from=today() - timedelta(days=9), valid_to=today() - timedelta(days=1)
    )
    create()
    assert Membership.objects.count() == 2
    assert operates(User.objects.get())


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("inte en adress", "är ingen e-postadress"), ("", "är ingen e-postadress")],
)
def test_a_bad_address_is_refused(role, email, sentence):
    with pytest.raises(CommandError, match=sentence):
        create(email)
    assert not User.objects.exists()


def test_a_person_who_is_not_active_is_not_quietly_let_in(role):
    create()
    User.objects.update(is_active=False)
    with pytest.raises(CommandError, match="är inte aktiv"):
        create()


def test_without_a_county_it_says_what_to_do_first(db):
    with pytest.raises(CommandError, match="load_county"):
        create()
    assert not User.objects.exists()
