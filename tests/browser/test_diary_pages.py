"""The register in a real browser: with the eye of axe, on a phone, and without JavaScript."""

from urllib.parse import urlparse

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.diary.making import document, open_case, person
from tests.factories import make_county
from tests.support.walk import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
PUBLIC = [
    "/diarium/",
    "/diarium/?q=begäran&fran=fel",
    "/diarium/?q=finnsinte",
    "/diarium/PRV26-0001/",
    "/diarium/PRV26-0001-1/",
    "/diarium/PRV26-0001-2/",
    "/diarium/PRV26-0001-1.pdf",
    "/verifiera/",
    "/verifiera/?nummer=PRV26-0001-1&summa=abc",
]
WORK = [
    "/arbete/diarium/",
    "/arbete/diarium/nytt/",
    "/arbete/diarium/nytt/?var=external",
    "/arbete/diarium/PRV26-0001/",
    "/arbete/diarium/PRV26-0001-1/",
    "/arbete/diarium/PRV26-0001-1/rattelse/",
    "/arbete/diarium/PRV26-0001-1/sekretess/",
    "/arbete/diarium/PRV26-0001-1/makulera/",
    "/arbete/diarium/PRV26-0001-2/hav/",
    "/arbete/diarium/kontroll/",
]


@pytest.fixture
def registrar(transactional_db):
    from diary import services
    from diary.models import DiarySeries

    make_county()
    DiarySeries.objects.create(key="prov", prefix="PRV")
    registrar = person("registrator", "register")
    case = open_case()
    document(case, public_title="Begäran om samråd inför utskrivning från slutenvård")
    secret = document(case)
    services.mark_secret(document=secret, provision="OSL 25:1", authority="Prov", actor=registrar)
    voided = document(case)
    services.void(document=voided, reason="Diarieförd två gånger", actor=registrar)
    return registrar


@pytest.fixture
def as_registrar(chromium, live_server, registrar):
    """`as_registrar(address, …)`: the page, logged in."""
    contexts = []

    def opened(address, **options):
        client = Client()
        client.force_login(registrar)
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        host = urlparse(live_server.url).hostname
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "domain": host, "path": "/"}])
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()


def clean_and_fits(page, violations, address):
    """On a wide screen and on a narrow one; the page is loaded once."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(FITS), (address, width)
        assert violations(page) == [], (address, width)


def test_the_public_pages_are_clean_and_fit(open_page, violations, registrar):
    for address in PUBLIC:
        page = open_page(address)
        clean_and_fits(page, violations, address)
        assert page.context.cookies() == [], address
        page.context.close()


def test_the_work_pages_are_clean_and_fit(as_registrar, violations):
    for address in WORK:
        page = as_registrar(address)
        clean_and_fits(page, violations, address)
        page.context.close()


def test_a_refused_form_gives_the_summary_focus_and_keeps_what_was_typed(as_registrar, violations):
    page = as_registrar("/arbete/diarium/nytt/")
    page.get_by_label("Handling", exact=True).fill("Begäran")
    with page.expect_navigation():
        page.get_by_role("button", name="Diarieför").click()
    assert page.title().startswith("Fel: ")
    expect(page.locator(".error-summary[data-error-summary]")).to_be_focused()
    assert page.get_by_label("Handling", exact=True).input_value() == "Begäran"
    page.get_by_role("link", name="Fyll i ”Ärendemening”.").click()
    expect(page.locator("[name=case_title]")).to_be_focused()
    assert violations(page) == []


def test_a_document_is_registered_and_found_without_javascript(as_registrar):
    page = as_registrar("/arbete/diarium/nytt/?var=existing", java_script_enabled=False)
    page.get_by_label("Ärendenummer").fill("prv 26-0001")
    page.get_by_label("Handling", exact=True).fill("Svar på begäran")
    page.get_by_label("Handlingstyp").fill("Svar")
    page.get_by_label("Offentlig rubrik").fill("Svar till kommunen")
    page.get_by_label("Datum").fill("2026-05-08")
    with page.expect_navigation():
        page.get_by_role("button", name="Diarieför").click()
    assert "Handlingen är diarieförd som PRV26-0001-4." in page.content()
    with page.expect_navigation():
        page.get_by_role("link", name="Så visas handlingen för allmänheten").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Svar till kommunen"
    with page.expect_navigation():
        page.get_by_role("link", name="Diarium").first.click()
    page.get_by_label("Diarienummer eller ord").fill("svar kommunen")
    with page.expect_navigation():
        page.get_by_role("button", name="Sök").click()
    expect(page.locator("tbody tr")).to_have_count(1)
