"""The second step: who must have it, codes, recovery codes, secrets at rest, no English."""

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client

from county.accounts import PortalTwoStepAdapter
from county.models import User
from foundation.models import OutgoingMail
from foundation.text.dates import today

pytestmark = pytest.mark.django_db

PASSWORD = "tre hemliga ord"
LOGIN = "/konto/logga-in/"
ACCOUNT = "/konto/tva-steg/"
APP = "/konto/tva-steg/app/koppla/"


def code_of(secret, later=0):
    """RFC 6238, written out: thirty seconds, six digits, SHA-1."""
    counter = struct.pack(">Q", int(time.time() // 30) + later)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def secret_on(page):
    return re.search(r"nyckeln <strong>([A-Z2-7 ]+)</strong>", text(page))[1].replace(" ", "")


def log_in(client, user, **more):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD, **more})


def connect_app(client):
    secret = secret_on(client.get(APP))
    response = client.post(APP, {"code": code_of(secret)}, follow=True)
    assert "Dina reservkoder" in text(response)
    return secret, re.findall(r"<li>(\d{8})</li>", text(response))


@pytest.fixture(autouse=True)
def _no_attempts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world(db):
    from tests.factories import small_county

    return small_county()


@pytest.fixture
def outside_the_demo(settings):
    settings.DEMO = False


@pytest.fixture
def operator(world):
    user = world.people["operator"]
    user.set_password(PASSWORD)
    user.save()
    return user


SENSITIVE = ["registrar", "decider", "operator"]
OTHERS = ["author", "member_a", "convener_a", "receiver", "assessor", "outsider"]


@pytest.mark.parametrize("role", SENSITIVE)
@pytest.mark.parametrize("path", ["/arbete/", "/arbete/initiativ/", "/arbete/lan/organ/ny/"])
def test_a_sensitive_role_is_led_to_set_up_before_any_work_page(
    world, outside_the_demo, role, path
):
    client = Client()
    client.force_login(getattr(world, role))
    for answer in (client.get(path), client.post(path, {"a": "b"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, ACCOUNT)
    assert "Din roll kräver inloggning i två steg" in text(client.get(ACCOUNT))


@pytest.mark.parametrize("role", OTHERS)
def test_others_work_with_a_password_alone(world, outside_the_demo, role):
    client = Client()
    client.force_login(getattr(world, role))
    assert client.get("/arbete/").status_code == 200
    assert "Din roll kräver" not in text(client.get(ACCOUNT))


@pytest.mark.parametrize("role", SENSITIVE)
def test_in_the_demo_nobody_needs_it(world, role):
    client = Client()
    client.force_login(getattr(world, role))
    assert client.get("/arbete/").status_code == 200


def test_a_seat_that_has_ended_asks_for_nothing(world, outside_the_demo):
    world.operator.memberships.update(valid_to=today() - timedelta(days=1))
    client = Client()
    client.force_login(world.operator)
    assert client.get("/arbete/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(world, outside_the_demo):
    Authenticator.objects.create(
        user=world.operator, type=Authenticator.Type.RECOVERY_CODES, data={}
    )
    client = Client()
    client.force_login(world.operator)
    assert client.get("/arbete/").status_code == 302


def test_setting_up_an_app_opens_the_work_area(
    client, operator, outside_the_demo, django_capture_on_commit_callbacks
):
    log_in(client, operator)
    assert client.get("/arbete/").headers["Location"] == ACCOUNT
    with django_capture_on_commit_callbacks(execute=True):
        _secret, codes = connect_app(client)
    assert len(set(codes)) == 10
    assert client.get("/arbete/").status_code == 200
    told = OutgoingMail.objects.get(recipient=operator.email)
    assert told.subject == "En app är kopplad till ditt konto"


def test_with_an_app_a_password_is_not_enough(client, operator, outside_the_demo):
    log_in(client, operator)
    secret, _codes = connect_app(client)
    again = Client()
    step = log_in(again, operator, next="/arbete/initiativ/")
    assert step.headers["Location"].startswith("/konto/logga-in/andra-steget/")
    assert again.get("/arbete/").status_code == 302
    wrong = again.post("/konto/logga-in/andra-steget/", {"code": "000000"})
    assert text(wrong).count("Koden stämmer inte.") == 2
    right = again.post("/konto/logga-in/andra-steget/", {"code": code_of(secret, later=1)})
    assert right.headers["Location"] == "/arbete/initiativ/"
    assert again.get("/arbete/").status_code == 200


def test_a_code_is_used_once(client, operator):
    log_in(client, operator)
    secret, _codes = connect_app(client)
    code = code_of(secret)
    first, second = Client(), Client()
    log_in(first, operator)
    log_in(second, operator)
    answers = [
        each.post("/konto/logga-in/andra-steget/", {"code": code}).status_code
        for each in (first, second)
    ]
    assert answers.count(302) <= 1


def test_a_recovery_code_is_used_once(client, operator):
    log_in(client, operator)
    _secret, codes = connect_app(client)
    again = Client()
    log_in(again, operator)
    assert again.post("/konto/logga-in/andra-steget/", {"code": codes[0]}).status_code == 302
    once_more = Client()
    log_in(once_more, operator)
    used = once_more.post("/konto/logga-in/andra-steget/", {"code": codes[0]})
    assert "Koden stämmer inte." in text(used)
    shown = again.get("/konto/tva-steg/reservkoder/")
    assert "9 av 10 koder är oanvända" in text(shown)
    saved = again.get("/konto/tva-steg/reservkoder.txt")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="reservkoder.txt"'
    assert codes[0] not in saved.content.decode()
    assert codes[1] in saved.content.decode()


def test_guessing_codes_ends_after_five(client, operator):
    log_in(client, operator)
    secret, _codes = connect_app(client)
    again = Client()
    log_in(again, operator)
    for _ in range(5):
        again.post("/konto/logga-in/andra-steget/", {"code": "000000"})
    page = again.post("/konto/logga-in/andra-steget/", {"code": code_of(secret)})
    assert "för många försök" in text(page)
    assert again.get("/arbete/").status_code == 302


def test_one_who_has_chosen_a_password_by_link_can_connect_an_app(client, operator):
    client.post("/konto/losenord/glomt/", {"email": operator.email})
    assert OutgoingMail.objects.get().recipient == operator.email
    log_in(client, operator)
    connect_app(client)


def test_sensitive_changes_ask_once_more_who_it_is(client, operator):
    log_in(client, operator)
    secret, _codes = connect_app(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    led = client.get("/konto/tva-steg/app/koppla-bort/", follow=True)
    assert led.redirect_chain[-1][0].startswith("/konto/bekrafta/")
    page = text(led)
    assert "visa en gång till att det är du" in page
    assert "Skriv en kod från appen eller en reservkod" in page
    wrong = client.post("/konto/bekrafta/", {"password": "fel"})
    assert "Lösenordet stämmer inte." in text(wrong)
    right = client.post(
        "/konto/bekrafta/", {"password": PASSWORD, "next": "/konto/tva-steg/app/koppla-bort/"}
    )
    assert right.headers["Location"] == "/konto/tva-steg/app/koppla-bort/"
    by_code = client.post(
        "/konto/bekrafta/kod/?next=/konto/tva-steg/app/koppla-bort/",
        {"code": code_of(secret, later=1)},
    )
    assert by_code.headers["Location"] == "/konto/tva-steg/app/koppla-bort/"


def test_without_the_app_the_work_area_closes_again(client, operator, outside_the_demo):
    log_in(client, operator)
    connect_app(client)
    done = client.post("/konto/tva-steg/app/koppla-bort/", follow=True)
    assert "Appen är bortkopplad." in text(done)
    assert not Authenticator.objects.filter(user=operator).exists()
    assert client.get("/arbete/").headers["Location"] == ACCOUNT


def test_the_apps_secret_is_not_readable_in_the_database(client, operator, settings):
    log_in(client, operator)
    secret, codes = connect_app(client)
    kept = " ".join(str(each.data) for each in Authenticator.objects.all())
    assert secret not in kept
    assert not any(code in kept for code in codes)

    adapter = PortalTwoStepAdapter()
    hidden = adapter.encrypt(secret)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en ny nyckel"
    assert adapter.decrypt(hidden) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        adapter.decrypt(hidden)


def test_the_app_shows_the_programme_and_the_address(client, operator):
    log_in(client, operator)
    page = client.get(APP)
    assert "Provlandet" in page.context["totp_url"].replace("%20", " ")
    assert operator.email.replace("@", "%40") in page.context["totp_url"]


def test_another_persons_key_cannot_be_renamed_or_removed(client, operator, world):
    key = Authenticator.objects.create(
        user=world.decider, type=Authenticator.Type.WEBAUTHN, data={"name": "Annans"}
    )
    log_in(client, operator)
    for action in ("namn", "ta-bort"):
        address = f"/konto/tva-steg/nycklar/{key.pk}/{action}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Min"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Annans"


def test_a_key_that_did_not_answer_is_told_in_swedish(client, operator):
    log_in(client, operator)
    for credential in ("", "inte json", '{"id": "x"}'):
        page = text(
            client.post("/konto/tva-steg/nycklar/ny/", {"name": "Min", "credential": credential})
        )
        told = "svarade inte" in page or "Koden stämmer inte" in page
        assert told, credential
        assert 'value="Min"' in page


ENGLISH = re.compile(
    r"\b(the|your|you|please|password|sign (in|out|up)|login|code is|authenticat\w+|security key"
    r"|recovery|token|email|factor|invalid|submit|save|remove|edit|enter)\b",
    re.IGNORECASE,
)


def visible(page):
    body = page.content.decode().partition("<body")[2]
    body = re.sub(r"<footer.*?</footer>|<(script|style|svg).*?</\1>", " ", body, flags=re.DOTALL)
    names = " ".join(re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', body))
    return re.sub(r"<[^>]*>", " ", body) + names


def test_no_page_or_refusal_speaks_english(client, operator):
    def swedish(page):
        found = ENGLISH.search(visible(page).replace("operator@example.test", ""))
        assert not found, f"{page.request['PATH_INFO']}: {found}"
        return page

    for path in (LOGIN, "/konto/losenord/glomt/", "/konto/losenord/glomt/skickat/",
                 "/konto/losenord/klart/", "/konto/losenord/nytt/1-x/",
                 "/konto/inaktivt/"):  # fmt: skip
        swedish(client.get(path))
    for given in ({}, {"login": "a"}, {"login": "a@b.se", "password": "fel"}):
        swedish(client.post(LOGIN, given))
    swedish(client.post("/konto/losenord/glomt/", {"email": "a"}))
    log_in(client, operator)
    for path in (ACCOUNT, APP, "/konto/tva-steg/nycklar/", "/konto/tva-steg/nycklar/ny/"):
        swedish(client.get(path))
    swedish(client.post(APP, {"code": ""}))
    swedish(client.post(APP, {"code": "1"}))
    connect_app(client)
    key = Authenticator.objects.create(
        user=operator, type=Authenticator.Type.WEBAUTHN, data={"name": "Nyckel"}
    )
    for path in (
        ACCOUNT, "/konto/tva-steg/nycklar/", f"/konto/tva-steg/nycklar/{key.pk}/namn/",
        f"/konto/tva-steg/nycklar/{key.pk}/ta-bort/", "/konto/tva-steg/reservkoder/",
        "/konto/tva-steg/reservkoder/nya/", "/konto/tva-steg/app/koppla-bort/",
        "/konto/losenord/byt/", "/konto/logga-ut/", "/konto/bekrafta/", "/konto/bekrafta/kod/",
    ):  # fmt: skip
        page = client.get(path)
        assert page.status_code == 200, path
        swedish(page)
    swedish(client.post("/konto/tva-steg/reservkoder/nya/", follow=True))
    swedish(client.post(f"/konto/tva-steg/nycklar/{key.pk}/namn/", {"name": ""}))
    swedish(client.post(f"/konto/tva-steg/nycklar/{key.pk}/ta-bort/", follow=True))
    swedish(client.post("/konto/losenord/byt/", {"oldpassword": "", "password1": "12345678"}))
    swedish(client.post("/konto/bekrafta/", {"password": ""}))
    swedish(client.post("/konto/bekrafta/kod/", {"code": ""}))
    for mail in OutgoingMail.objects.all():
        words = re.sub(r"\S*(http|@)\S*", "", f"{mail.subject} {mail.body}")
        assert not ENGLISH.search(words), mail.subject


def test_every_letter_about_the_account_is_ours():
    from pathlib import Path

    import allauth
    from django.conf import settings

    theirs = Path(allauth.__file__).parent / "templates"
    ours = Path(settings.BASE_DIR) / "templates"
    sent = [
        "account/email/password_changed", "account/email/password_reset",
        "account/email/password_set", "account/email/password_reset_key",
        *(f"mfa/email/{path.name.removesuffix('_message.txt')}"
          for path in (theirs / "mfa/email").glob("*_message.txt")),
    ]  # fmt: skip
    for prefix in sent:
        assert (ours / f"{prefix}_subject.txt").read_text().strip(), prefix
        assert (ours / f"{prefix}_message.txt").exists(), prefix
    for page in (theirs / "mfa").rglob("*.html"):
        unused = {"base.html", "base_manage.html", "base_entrance.html", "trust.html",
                  "signup_form.html", "scripts.html", "login_script.html"}  # fmt: skip
        if page.name not in unused:
            assert (ours / "mfa" / page.relative_to(theirs / "mfa")).exists(), page


def test_users_are_listed_by_no_name_but_their_own(client, operator):
    User.objects.create(email="annan@example.test", name="Helt Annan")
    log_in(client, operator)
    assert "Helt Annan" not in text(client.get(ACCOUNT))
