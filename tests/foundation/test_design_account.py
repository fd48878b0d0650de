"""Login and two steps: our words, our shell, and nothing that the content policy stops."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from county.models import User
from foundation.models import OutgoingMail
from tests.factories import make_county

pytestmark = pytest.mark.django_db

PASSWORD = "ett långt lösenord 17"
# What makes up an English page of allauth; none of it may be left.
ENGLISH = re.compile(r"\b(Sign|Password|Email|Security|Recovery|Enter|Please|Authenticator)\b")


@pytest.fixture
def person():
    make_county()
    return User.objects.create_user("prov@example.test", "Prov Person (demo)", PASSWORD)


@pytest.fixture
def inside(person):
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.session.get("_auth_user_id") == str(person.pk)
    return client


def words(html):
    body = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


def assert_ours(response, status=200):
    html = response.content.decode()
    assert response.status_code == status
    assert 'class="masthead"' in html
    assert html.count("<h1>") == 1
    assert not ENGLISH.findall(words(html))
    assert " style=" not in html
    for script in re.findall(r"<script([^>]*)>", html):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_open_pages(client, person, name):
    assert_ours(client.get(reverse(name)))


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_pages_inside(inside, name):
    assert_ours(inside.get(reverse(name)))


def test_a_wrong_password_says_so_and_keeps_the_address(client, person):
    response = client.post(
        reverse("account_login"), {"login": person.email, "password": "fel lösenord"}
    )
    html = response.content.decode()
    assert "En sak behöver rättas" in html
    assert f'value="{person.email}"' in html


def test_empty_boxes_are_named(client, person):
    html = client.post(reverse("account_login"), {}).content.decode()
    assert "Fyll i ”E-postadress”." in html
    assert "Fyll i ”Lösenord”." in html
    assert "placeholder" not in html


def test_a_used_link_for_a_new_password_offers_another(client, person):
    url = reverse("account_reset_password_from_key", args=["1", "fel-nyckel"])
    assert "Länken gäller inte längre" in client.get(url, follow=True).content.decode()


def test_the_code_to_scan_is_drawn_in_the_page(inside):
    html = inside.get(reverse("mfa_activate_totp")).content.decode()
    assert '<div class="qr" role="img"' in html
    assert "<path" in html
    assert "data:image" not in html
    assert "<?xml" not in html


def test_the_second_step_is_asked_for_in_swedish(person, client):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(person, generate_totp_secret())
    assert Authenticator.objects.filter(user=person).count() == 1
    response = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True
    )
    assert_ours(response)
    assert "Visa att det är du" in response.content.decode()


def test_a_new_password_is_mailed_in_swedish(client, person):
    client.post(reverse("account_reset_password"), {"email": person.email})
    mail = OutgoingMail.objects.get(recipient=person.email)
    assert "/konto/losenord/nytt/" in mail.body
    assert not ENGLISH.findall(f"{mail.subject} {mail.body}")
