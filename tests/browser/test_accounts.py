"""Accounts in a real browser: a security key, an app, one click in the demo, no JavaScript."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "tre hemliga ord"


def code_of(secret):
    counter = struct.pack(">Q", int(time.time() // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@pytest.fixture
def operator(db, settings):
    from tests.factories import make_county, make_user

    settings.DEMO = False
    cache.clear()
    make_county()
    user = make_user("operator", "operate")
    user.set_password(PASSWORD)
    user.save()
    yield user
    cache.clear()


def at_localhost(live_server, address):
    """Security keys work at names, not at bare numbers; the test server is at localhost."""
    return live_server.url + address


def log_in(page, live_server, address="/arbete/"):
    page.goto(at_localhost(live_server, address))
    page.get_by_label("E-postadress").fill("operator@example.test")
    page.get_by_label("Lösenord").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Logga in").click()


def log_out(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Logga ut").click()


def plug_in_key(page):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "usb", "hasResidentKey": False,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return devtools, key["authenticatorId"]


def test_a_security_key_is_connected_and_logs_in(open_page, live_server, operator):
    page = open_page("/konto/inaktivt/")
    plug_in_key(page)
    log_in(page, live_server)
    page.get_by_text("Din roll kräver inloggning i två steg").wait_for()
    page.get_by_role("link", name="Lägg till en säkerhetsnyckel").click()
    page.get_by_label("Nyckelns namn").fill("Nyckeln på knippan")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    page.get_by_role("heading", name="Dina reservkoder").wait_for()
    page.goto(at_localhost(live_server, "/konto/tva-steg/nycklar/"))
    expect(page.get_by_role("rowheader", name="Nyckeln på knippan")).to_be_visible()

    log_out(page)
    log_in(page, live_server)
    page.get_by_role("heading", name="Visa att det är du").wait_for()
    page.get_by_role("button", name="Använd säkerhetsnyckel").click()
    expect(page.get_by_text("Inloggad som Person operator")).to_be_visible()
    expect(page).to_have_url(at_localhost(live_server, "/arbete/"))
    assert open_page.said == []


def test_a_key_that_is_not_there_is_told_of_in_swedish(open_page, live_server, operator):
    page = open_page("/konto/inaktivt/")
    devtools, key = plug_in_key(page)
    log_in(page, live_server)
    page.get_by_role("link", name="Lägg till en säkerhetsnyckel").click()
    page.get_by_role("button", name="Lägg till nyckeln").click()
    page.get_by_role("heading", name="Dina reservkoder").wait_for()
    page.goto(at_localhost(live_server, "/konto/tva-steg/nycklar/ny/"))
    page.get_by_role("button", name="Lägg till nyckeln").click()
    page.get_by_text("redan kopplad till ditt konto").wait_for()

    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    log_out(page)
    log_in(page, live_server)
    page.get_by_role("button", name="Använd säkerhetsnyckel").click()
    page.get_by_text("Försök igen.").wait_for()
    assert "/andra-steget/" in page.url


def test_an_app_is_connected_without_javascript(open_page, live_server, operator):
    page = open_page("/konto/inaktivt/", width=360, java_script_enabled=False)
    log_in(page, live_server)
    page.locator("main").get_by_role("link", name="Koppla en app").click()
    picture = page.get_by_role("img", name="Kod att läsa av med appen").bounding_box()
    assert picture["width"] > 100
    secret = page.locator("main li strong").inner_text().replace(" ", "")
    page.get_by_label("Kod", exact=True).fill(code_of(secret))
    page.get_by_role("button", name="Koppla appen").click()
    page.get_by_role("heading", name="Dina reservkoder").wait_for()
    reserve = page.locator("main ul.figures li").first.inner_text()
    log_out(page)
    log_in(page, live_server)
    page.get_by_role("heading", name="Visa att det är du").wait_for()
    # The browser's way to switch scripts off does not show <noscript>; it is there to be shown.
    assert "En säkerhetsnyckel behöver JavaScript." in page.content()
    page.get_by_label("Kod", exact=True).fill(reserve)
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_url(at_localhost(live_server, "/arbete/"))


def test_the_demos_one_click_goes_on_to_the_page_asked_for(open_page, live_server, db):
    from county.models import User
    from tests.factories import add_membership, make_county

    make_county()
    user = User.objects.create(email="prov@example.test", name="Provperson", is_demo=True)
    add_membership(user, "propose")
    page = open_page("/arbete/initiativ/")
    page.get_by_role("button", name="Provperson").click()
    expect(page).to_have_url(at_localhost(live_server, "/arbete/initiativ/"))
    expect(page.get_by_text("Inloggad som Provperson")).to_be_visible()
    assert open_page.said == []


PAGES = [
    "/konto/logga-in/", "/konto/losenord/glomt/", "/konto/losenord/glomt/skickat/",
    "/konto/losenord/nytt/1-x/", "/konto/losenord/klart/", "/konto/inaktivt/",
]  # fmt: skip
OWN_PAGES = [
    "/konto/tva-steg/", "/konto/tva-steg/app/koppla/", "/konto/tva-steg/nycklar/",
    "/konto/tva-steg/nycklar/ny/", "/konto/losenord/byt/", "/konto/logga-ut/", "/konto/bekrafta/",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 320])
def test_every_account_page_is_accessible_and_fits(
    open_page, live_server, operator, violations, width
):
    page = open_page(PAGES[0], width=width)

    def fits(address):
        page.goto(at_localhost(live_server, address))
        page.evaluate("document.fonts.ready")
        assert violations(page) == [], address
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{address} is {wide} wide"

    for address in PAGES:
        fits(address)
    page.goto(at_localhost(live_server, "/konto/logga-in/"))
    page.get_by_label("Lösenord").fill("fel")
    page.get_by_role("button", name="Logga in").click()
    page.locator("[data-error-summary]").wait_for()
    assert violations(page) == []
    log_in(page, live_server)
    page.get_by_role("heading", name="Ditt konto").wait_for()
    for address in OWN_PAGES:
        fits(address)
