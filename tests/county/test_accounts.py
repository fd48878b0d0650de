"""Logging in with e-mail and password: words, limits, `next`, sessions, the demo's one click."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from county.models import User
from foundation.models import OutgoingMail

pytestmark = pytest.mark.django_db

PASSWORD = "tre hemliga ord"
LOGIN = "/konto/logga-in/"


@pytest.fixture(autouse=True)
def _no_attempts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def county(db):
    from tests.factories import make_county

    return make_county()


@pytest.fixture
def anna(county):
    from tests.factories import add_membership

    user = User.objects.create_user("anna@kommun.example", "Anna Provling", PASSWORD)
    add_membership(user, "propose")
    return user


@pytest.fixture
def one_moment():
    """All attempts at once: those per minute are forgotten, and a busy machine may be that slow."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def log_in(client, email="anna@kommun.example", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_right_password_opens_the_work_area(client, anna):
    assert log_in(client).headers["Location"] == "/arbete/"
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_capital_letters_in_the_address_do_not_matter(client, county):
    user = User.objects.create_user("Berit.Prov@Kommun.Example", "Berit", PASSWORD)
    assert user.email == "berit.prov@kommun.example"
    assert log_in(client, "BERIT.PROV@kommun.example").status_code == 302


@pytest.mark.parametrize("email", ["anna@kommun.example", "ingen@kommun.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(client, anna, email):
    page = text(log_in(client, email, "något annat"))
    assert "E-postadressen eller lösenordet stämmer inte." in page
    assert f'value="{email}"' in page
    assert "_auth_user_id" not in client.session


def test_nothing_written_is_told_at_each_field(client, county):
    page = text(log_in(client, "", ""))
    assert page.count("Fyll i ”E-postadress”.") == page.count("Fyll i ”Lösenord”.") == 2


def test_what_is_no_address_is_told_at_the_field(client, county):
    assert "Skriv en e-postadress, till exempel namn@kommun.se." in text(log_in(client, "anna"))


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client, anna):
    for _ in range(5):
        assert "stämmer inte" in text(log_in(client, password="fel"))
    assert "för många försök" in text(log_in(client))
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("one_moment")
def test_one_who_tries_thirty_times_a_minute_gets_a_page_that_says_wait(client, county):
    for number in range(10):
        log_in(client, f"person-{number}@kommun.example", "fel")
    refused = [log_in(client, f"nr-{number}@kommun.example", "fel") for number in range(25)]
    assert refused[0].status_code == 200
    assert "för många försök" in text(refused[0])
    assert refused[-1].status_code == 429
    assert "Vänta fem minuter" in text(refused[-1])


@pytest.mark.usefixtures("one_moment")
def test_attempts_are_counted_per_visitor_behind_the_proxy(settings, anna):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    intruder = Client(headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.66"})
    for number in range(12):
        log_in(intruder, f"nr-{number}@kommun.example", "fel")
    assert "för många försök" in text(log_in(intruder, "nr-13@kommun.example", "fel"))
    visitor = Client(headers={"X-Forwarded-For": "192.0.2.7"})
    assert log_in(visitor).status_code == 302


def test_a_person_who_is_not_active_is_told_so_and_not_let_in(client, anna):
    anna.is_active = False
    anna.save()
    response = client.post(LOGIN, {"login": anna.email, "password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == "/konto/inaktivt/"
    assert "Kontot är inte aktivt" in text(response)
    assert client.get("/arbete/").status_code == 302


def test_a_person_made_inactive_is_out_at_the_next_click(client, anna):
    client.force_login(anna)
    assert client.get("/arbete/").status_code == 200
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert client.get("/arbete/").headers["Location"].startswith(LOGIN)


def test_next_is_kept_through_a_wrong_password(client, anna):
    first = client.get("/arbete/?flik=2")
    assert first.headers["Location"] == f"{LOGIN}?next=/arbete/%3Fflik%3D2"
    page = client.get(first.headers["Location"])
    assert "sidan du var på väg till" in text(page)
    assert '<input type="hidden" name="next" value="/arbete/?flik=2"' in text(page)
    again = log_in(client, password="fel", next="/arbete/?flik=2")
    assert '<input type="hidden" name="next" value="/arbete/?flik=2"' in text(again)
    assert log_in(client, next="/arbete/?flik=2").headers["Location"] == "/arbete/?flik=2"


FOREIGN = [
    "https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)",
    "http:///ond.example", "https:ond.example", "\thttps://ond.example", "ftp://testserver/",
]  # fmt: skip


@pytest.mark.parametrize("address", FOREIGN)
def test_next_never_leaves_the_site(client, anna, address):
    assert address not in text(client.get(LOGIN, {"next": address}))
    assert log_in(client, next=address).headers["Location"] == "/arbete/"
    assert client.get(LOGIN, {"next": address}).headers["Location"] == "/arbete/"
    out = client.post("/konto/logga-ut/", {"next": address})
    assert out.headers["Location"] == "/"


def test_logging_out_needs_a_press_and_ends_the_session(client, anna):
    client.force_login(anna)
    assert "Vill du logga ut?" in text(client.get("/konto/logga-ut/"))
    assert client.get("/arbete/").status_code == 200
    assert client.post("/konto/logga-ut/").headers["Location"] == "/"
    assert client.get("/arbete/").status_code == 302


def test_no_message_follows_from_logging_in_or_out(client, anna):
    log_in(client)
    assert "Inloggad som" in text(client.get("/arbete/"))
    out = client.post("/konto/logga-ut/")
    assert "messages" not in out.cookies
    assert "loggat" not in text(client.get(LOGIN))


def test_there_is_no_sign_up(client, county):
    for name in ("account_signup", "account_email", "account_confirm_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("/konto/skapa/", "/konto/signup/", "/accounts/signup/"):
        assert client.get(path).status_code == 404
    assert "skapa" not in text(client.get(LOGIN)).lower()


def test_a_session_ends_after_eight_hours(client, anna):
    from django.contrib.sessions.models import Session

    log_in(client)
    session = Session.objects.get()
    left = session.expire_date - timezone.now()
    assert timedelta(hours=7, minutes=59) < left <= timedelta(hours=8)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/arbete/").headers["Location"].startswith(LOGIN)


def test_the_session_key_is_new_after_login(client, anna):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before


def test_cookies_are_closed_to_scripts_and_other_sites(client, anna):
    client.get(LOGIN)
    response = log_in(client)
    for name in ("sessionid", "csrftoken"):
        morsel = response.cookies[name]
        assert morsel["httponly"], name
        assert morsel["samesite"] == "Lax", name
        assert not morsel["domain"], name


def test_a_form_without_its_token_is_refused_in_swedish(anna):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(LOGIN, {"login": anna.email, "password": PASSWORD})
    assert response.status_code == 403
    assert "_auth_user_id" not in strict.session


def test_work_and_account_pages_are_kept_by_no_shared_cache(client, anna):
    for path in (LOGIN, "/konto/losenord/glomt/"):
        assert "private" in client.get(path).headers["Cache-Control"]
    client.force_login(anna)
    for path in ("/arbete/", "/konto/tva-steg/", "/konto/losenord/byt/", "/konto/logga-ut/"):
        assert "private" in client.get(path).headers["Cache-Control"], path


@pytest.fixture
def person(county):
    from tests.factories import add_membership, make_organisation

    user = User.objects.create(email="pl-prov@example.test", name="Demoperson", is_demo=True)
    add_membership(user, "propose", organisation=make_organisation("norr", "Norrby"))
    return user


class TestDemo:
    def test_one_click_logs_in_and_goes_on(self, client, person):
        page = text(client.get(LOGIN, {"next": "/arbete/initiativ/"}))
        assert "Demoperson" in page
        assert "Norrby" in page
        assert "/konto/logga-in/demo/pl-prov/" in page
        response = client.post("/konto/logga-in/demo/pl-prov/", {"next": "/arbete/initiativ/"})
        assert response.headers["Location"] == "/arbete/initiativ/"
        assert client.session["_auth_user_id"] == str(person.pk)

    @pytest.mark.parametrize("address", FOREIGN)
    @pytest.mark.usefixtures("person")
    def test_next_stays_on_the_site(self, client, address):
        response = client.post("/konto/logga-in/demo/pl-prov/", {"next": address})
        assert response.headers["Location"] == "/arbete/"

    @pytest.mark.usefixtures("person")
    def test_a_link_cannot_log_in(self, client):
        assert client.get("/konto/logga-in/demo/pl-prov/").status_code == 405

    def test_only_the_demos_people_log_in_by_a_click(self, client, person):
        User.objects.create(email="riktig@example.test", name="Riktig")
        assert client.post("/konto/logga-in/demo/riktig/").status_code == 404
        assert client.post("/konto/logga-in/demo/ingen/").status_code == 404
        User.objects.filter(pk=person.pk).update(is_active=False)
        assert client.post("/konto/logga-in/demo/pl-prov/").status_code == 404
        assert "Demoperson" not in text(client.get(LOGIN))

    @pytest.mark.usefixtures("person")
    def test_outside_the_demo_it_does_not_exist(self, client, settings):
        settings.DEMO = False
        page = text(client.get(LOGIN))
        assert "Demoperson" not in page
        assert "påhittad" not in page
        assert client.post("/konto/logga-in/demo/pl-prov/").status_code == 404
        assert "_auth_user_id" not in client.session

    @pytest.mark.usefixtures("person")
    def test_the_list_asks_a_constant_number_of_questions(self, client, django_assert_num_queries):
        from tests.factories import add_membership

        with CaptureQueriesContext(connection) as few:
            client.get(LOGIN)
        for number in range(30):
            user = User.objects.create(
                email=f"demo-{number}@example.test", name=f"D {number}", is_demo=True
            )
            add_membership(user, "propose")
        with django_assert_num_queries(len(few)):
            client.get(LOGIN)


class TestPassword:
    def reset_link(self, client, email="anna@kommun.example"):
        response = client.post("/konto/losenord/glomt/", {"email": email}, follow=True)
        assert "Om adressen hör till ett konto" in text(response)
        mail = OutgoingMail.objects.filter(subject="Välj ett nytt lösenord").last()
        return mail and re.search(r"(http\S+)/konto/(\S+)", mail.body)

    def test_a_link_by_mail_leads_to_a_new_password(self, client, anna):
        link = self.reset_link(client)
        assert link[1] == settings.PUBLIC_ORIGIN
        page = client.get(f"/konto/{link[2]}", follow=True)
        assert "Välj ett nytt lösenord" in text(page)
        assert link[2] not in page.redirect_chain[-1][0]
        action = page.redirect_chain[-1][0]
        done = client.post(
            action,
            {"password1": "fyra nya fina ord", "password2": "fyra nya fina ord"},
            follow=True,
        )
        assert "Ditt lösenord är bytt" in text(done)
        assert log_in(client).status_code == 200
        assert log_in(client, password="fyra nya fina ord").status_code == 302
        told = OutgoingMail.objects.get(subject="Ditt lösenord är bytt")
        assert told.recipient == anna.email

        used = text(Client().get(f"/konto/{link[2]}", follow=True))
        assert "Länken gäller inte längre" in used

    @pytest.mark.usefixtures("anna")
    def test_the_link_is_ours_whatever_the_request_calls_itself(self, client):
        client.defaults["HTTP_HOST"] = "ond.example"
        assert self.reset_link(client)[1] == settings.PUBLIC_ORIGIN

    @pytest.mark.usefixtures("anna")
    def test_nobody_learns_who_has_an_account(self, client):
        assert self.reset_link(client, "ingen@kommun.example") is None
        assert OutgoingMail.objects.count() == 0

    def test_one_who_is_not_active_gets_no_link(self, client, anna):
        User.objects.filter(pk=anna.pk).update(is_active=False)
        assert self.reset_link(client) is None

    @pytest.mark.usefixtures("anna")
    def test_a_link_dies_after_a_day(self, client, settings):
        link = self.reset_link(client)
        settings.PASSWORD_RESET_TIMEOUT = -1
        assert "Länken gäller inte längre" in text(client.get(f"/konto/{link[2]}", follow=True))

    def test_an_address_that_was_changed_neither_logs_in_nor_gets_mail(self, client, anna):
        # Asking for a link makes allauth remember the address.
        assert self.reset_link(client)
        anna.email = "anna@annan.example"
        anna.save()
        OutgoingMail.objects.all().delete()
        assert log_in(client, "anna@kommun.example").status_code == 200
        assert self.reset_link(client, "anna@kommun.example") is None
        assert self.reset_link(client, "anna@annan.example")

    def test_changing_it_asks_for_the_old_and_refuses_weak_ones(self, client, anna):
        client.force_login(anna)
        url = "/konto/losenord/byt/"
        page = text(client.post(url, {"oldpassword": "x", "password1": "kort", "password2": "k"}))
        assert "Lösenordet stämmer inte." in page
        assert "Det måste innehålla minst 12 tecken." in page
        page = text(
            client.post(
                url,
                {"oldpassword": PASSWORD, "password1": "fyra nya fina ord", "password2": "annat"},
            )
        )
        assert "Lösenorden är inte lika." in page
        for like in ("anna@kommun.example", "anna provling 1"):
            given = {"oldpassword": PASSWORD, "password1": like, "password2": like}
            assert "liknar ditt namn eller din e-postadress" in text(client.post(url, given))
        anna.refresh_from_db()
        assert anna.check_password(PASSWORD)

    @pytest.mark.usefixtures("anna")
    def test_changing_it_keeps_this_session_and_ends_the_others(self, client):
        log_in(client)
        elsewhere = Client()
        log_in(elsewhere)
        new = "fyra nya fina ord"
        response = client.post(
            "/konto/losenord/byt/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
            follow=True,
        )
        assert "Ditt lösenord är bytt." in text(response)
        assert response.redirect_chain[-1][0] == "/konto/tva-steg/"
        assert client.get("/arbete/").status_code == 200
        assert elsewhere.get("/arbete/").status_code == 302

    def test_one_without_a_password_is_led_to_choose_one(self, client, anna):
        anna.set_unusable_password()
        anna.save()
        client.force_login(anna)
        page = client.get("/konto/losenord/byt/", follow=True)
        assert "Ditt konto har inget lösenord än." in text(page)
        new = "fyra nya fina ord"
        done = client.post(
            "/konto/losenord/valj/", {"password1": new, "password2": new}, follow=True
        )
        assert "Ditt lösenord är" in text(done)
        assert log_in(Client(), password=new).status_code == 302
