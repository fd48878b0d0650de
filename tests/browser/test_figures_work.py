"""J10 in a real browser: fetch, follow, meet what went wrong, and judge it."""

import pytest
from playwright.sync_api import expect

from tests.indicators.refresh.conftest import emulated, source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["emulated", "source"]
HOME = "/arbete/indikatorer/"


@pytest.fixture
def people(db):
    from tests.indicators.steward.people import People

    return People.in_a_county()


@pytest.fixture
def visit(people, open_page, live_server):
    """A page of the steward's, in a browser of its own."""

    def visited(address, **options):
        cookie = people.browser().cookies["sessionid"]
        state = {"cookies": [{"name": "sessionid", "value": cookie.value, "domain": "localhost",
                              "path": "/", "expires": -1, "httpOnly": True, "secure": False,
                              "sameSite": "Lax"}], "origins": []}  # fmt: skip
        return open_page(address, storage_state=state, **options)

    return visited


def heading(page):
    return page.get_by_role("heading", level=1).inner_text().replace("\xa0", " ")


def wait_for_heading(page, text):
    page.get_by_role("heading", level=1, name=text).wait_for()


def test_a_run_is_followed_to_its_end_without_a_touch(source, visit, open_page):
    page = visit(HOME)
    page.get_by_role("button", name="Hämta nu").click()
    wait_for_heading(page, "Hämtningen från Kolada pågår")
    expect(page.get_by_role("progressbar")).to_be_visible()
    source.drain()
    wait_for_heading(page, "Allt hämtades från Kolada")
    page.wait_for_load_state()
    assert page.get_by_role("progressbar").count() == 0
    assert open_page.said == []


def test_a_run_goes_on_when_the_page_is_left(source, visit):
    page = visit(HOME)
    page.get_by_role("button", name="Hämta nu").click()
    wait_for_heading(page, "Hämtningen från Kolada pågår")
    page.goto("about:blank")
    source.drain()
    again = visit(HOME)
    assert heading(again) == "Siffrorna är i ordning"


def test_a_source_that_does_not_answer_is_told_without_script_too(source, visit):
    source.run()
    source.faults({"503": {}})
    page = visit(HOME, java_script_enabled=False)
    with page.expect_navigation():
        page.get_by_role("button", name="Hämta nu").click()
    assert heading(page) == "Hämtningen från Kolada pågår"
    source.drain()
    with page.expect_navigation():
        page.get_by_role("link", name="Ladda om sidan").click()
    assert heading(page) == "Hämtningen från Kolada misslyckades"
    assert page.get_by_text("Kolada svarade med fel (svar 503)").first.is_visible()
    assert page.get_by_text("visas som förut").first.is_visible()


@pytest.fixture
def troubled(source):
    """A value held back, a series renamed, one removed and one value revised."""
    for series in source.series.values():
        series.lowest, series.highest = 0.0, 100.0
        series.save()
    source.run()
    place = {"kpi": "N20500", "area": "0480", "year": 2024}
    source.faults({"rename_kpi": {"kpi": "N79173", "title": "Något annat, antal (- 2026)"},
                   "revise": [place | {"gender": "T", "value": 5400.0},
                              place | {"gender": "K", "value": 52.0}],
                   "remove_kpi": {"kpi": "N20506"}})  # fmt: skip
    source.run()
    return source


def test_every_page_is_accessible_and_fits_a_telephone(troubled, visit, violations, open_page):
    from indicators.models import QuarantinedValue, Refresh

    run, held = Refresh.objects.latest("pk"), QuarantinedValue.objects.get()
    addresses = [
        HOME, f"{HOME}hamtningar/", f"{HOME}hamtningar/{run.pk}/", f"{HOME}serier/",
        f"{HOME}serier/kolada-n79173/", f"{HOME}karantan/", f"{HOME}karantan/{held.pk}/",
        f"{HOME}revideringar/",
    ]  # fmt: skip
    page = visit(HOME)
    for address in addresses:
        page.goto(f"{page.url.split('/arbete')[0]}{address}")
        assert violations(page) == [], address
        page.set_viewport_size({"width": 320, "height": 800})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, (address, width)
        page.set_viewport_size({"width": 1280, "height": 800})
    assert open_page.said == []


def test_a_held_value_is_judged_by_the_keyboard_alone(troubled, visit):
    from indicators.models import Observation, QuarantinedValue

    page = visit(f"{HOME}karantan/")
    assert heading(page) == "Ett värde ser orimligt ut"
    page.get_by_role("table").get_by_role("link", name="Bedöm").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Varför").wait_for()
    page.get_by_role("button", name="Godkänn värdet").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label("Varför").focus()
    page.keyboard.type("Kontrollerat med kommunen.")
    page.get_by_role("button", name="Avvisa värdet").focus()
    page.keyboard.press("Enter")
    wait_for_heading(page, "Inget värde är i karantän")
    expect(page.get_by_text("Kontrollerat med kommunen.")).to_be_visible()
    assert QuarantinedValue.objects.get().state == "dismissed"
    place = {"series__external_id": "N20500", "area__code": "0480", "year": 2024, "gender": "T"}
    assert Observation.objects.get(**place).value < 100
